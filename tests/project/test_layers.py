"""The layers hold, and every resource of the API stands under the contract of independence."""

import tomllib

from django.urls import get_resolver
from importlinter import cli

from tests.project.test_routes import routes
from tests.project.tree import ROOT


def test_every_contract_of_import_linter_is_kept() -> None:
    assert cli.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_every_resource_of_the_api_is_under_the_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    contract = next(each for each in settings["contracts"] if each["id"] == "resources")
    views = [pattern.callback for _, pattern in routes(get_resolver().url_patterns)]
    resources = {view.__module__ for view in views if hasattr(view, "actions")}
    assert resources == set(contract["modules"])
