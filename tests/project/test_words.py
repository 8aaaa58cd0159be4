"""No file holds what belongs to one machine, to a package index, or to a later day."""

import re

import pytest

from tests.project.tree import files, named

# In halves, so that this file does not hold them either.
FORBIDDEN = {
    "a package index": ["py" + "pi.org", "python" + "hosted", "npm" + "js.", "crates" + ".io"],
    "a path of one machine": ["/ro" + "ot/", "/wo" + "rk/", "/ho" + "me/", "/Us" + "ers/"],
    "a later day": ["TO" + "DO:", "FIX" + "ME", "X" * 3],
}
# Words that stand for themselves there: what not to write, data with random letters, pictures.
MAY_HOLD_ANYTHING = (".txt", ".png", "LICENSE")


def texts() -> dict[str, str]:
    """Every text file of the project with its content."""
    found = {}
    for path in files():
        if not path.name.endswith(MAY_HOLD_ANYTHING):
            found[named(path)] = path.read_bytes().decode(errors="ignore")
    return found


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    pattern = re.compile("|".join(re.escape(word) for word in FORBIDDEN[what]))
    assert [path for path, text in texts().items() if pattern.search(text)] == []
