"""The documents name what the code knows: variables, error codes, commands, versions."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from api.problems.codes import every_code
from config.env import Environment, variables
from tests.project.tree import ROOT, files

DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")


def text(name: str) -> str:
    return (ROOT / name).read_text()


def known_variables() -> set[str]:
    fields = Environment.model_fields.values()
    return {name for field in fields for name in variables(field)}


def test_every_variable_is_explained_to_operators() -> None:
    explained = set(re.findall(r"^\| `([A-Z0-9_]+)` \|", text("docs/operations.md"), re.MULTILINE))
    assert explained == known_variables()


def test_the_production_environment_sets_only_variables_that_exist() -> None:
    given = set(re.findall(r"^([A-Z0-9_]+)=", text("docs/production.env"), re.MULTILINE))
    assert given <= known_variables()


def test_every_error_code_is_documented() -> None:
    documented = set(re.findall(r"^\| `([a-z_]+)` \|", text("docs/errors.md"), re.MULTILINE))
    assert set(every_code()) <= documented


def test_the_table_of_errors_is_what_the_code_says() -> None:
    command = [sys.executable, "bin/error_table.py"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout == text("docs/errors.md"), "make openapi"


def test_the_changelog_begins_with_the_version_the_api_gives() -> None:
    versions = re.findall(r"^## \[([\d.]+)\]", text("CHANGELOG.md"), re.MULTILINE)
    assert versions[0] == settings.SPECTACULAR_SETTINGS["VERSION"]


def test_the_readme_is_short_and_gives_both_commands() -> None:
    assert len(text("README.md").splitlines()) <= 150
    assert "make run" in text("README.md")
    assert "make test" in text("README.md")


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_short_dated_and_numbered(path: Path) -> None:
    lines = path.read_text().splitlines()
    assert len(lines) <= 40
    assert re.match(rf"# {int(path.stem[:4])}\. \w", lines[0])
    assert any(re.match(r"Status: \w+, \d{4}-\d\d-\d\d", line) for line in lines)


def test_no_two_decisions_share_a_number() -> None:
    numbers = [path.stem[:4] for path in DECISIONS]
    assert len(numbers) == len(set(numbers))


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = [
        f"{path.name}: {target}"
        for path in files()
        if path.suffix == ".md"
        for target in LINK.findall(CODE.sub("", path.read_text()))
        if not (path.parent / target).exists()
    ]
    assert broken == []
