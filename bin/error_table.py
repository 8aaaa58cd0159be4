"""Print docs/errors.md: every error code of the API with its status and what it says."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

HEAD = """\
# Errors

Every refusal is a problem document (RFC 9457, `application/problem+json`). Programs look at `code`,
which stays the same; people read `title` and `detail`, in the language of `Accept-Language`. This
page is written by `make openapi` from the code.

| code | status | what it says in English |
|---|---|---|
"""


def rows() -> list[str]:
    """One line of the table for each code, ordered by status and code."""
    from django.urls import get_resolver

    from api.problems.codes import CODES, every_code

    get_resolver().check()  # imports every view, and with it every refusal
    codes = sorted(every_code().items(), key=lambda item: (item[1].status, item[0]))
    # A refusal by a rule of the forum says everything in its one sentence.
    said = {name: f"{code.title}. {code.explanation}" for name, code in CODES.items()}
    return [f"| `{name}` | {code.status} | {said.get(name, code.title)} |" for name, code in codes]


def main() -> None:
    """Write the page to standard output."""
    import django
    from django.utils.translation import override

    django.setup()
    with override("en"):
        sys.stdout.write(HEAD + "\n".join(rows()) + "\n")


if __name__ == "__main__":
    main()
