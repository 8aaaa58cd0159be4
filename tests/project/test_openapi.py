"""The API's description in docs/ is the one the code gives, valid and without a warning."""

from pathlib import Path

from django.core.management import call_command

from tests.project.tree import ROOT


def test_the_description_is_in_step_and_without_warnings(tmp_path: Path) -> None:
    fresh = tmp_path / "openapi.yaml"
    call_command("spectacular", file=str(fresh), lang="en", validate=True, fail_on_warn=True)
    assert fresh.read_text() == (ROOT / "docs" / "openapi.yaml").read_text(), "make openapi"
