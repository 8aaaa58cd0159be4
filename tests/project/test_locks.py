"""The locks hold every requirement with hashes, and say nothing of where packages come from."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from tests.project.tree import ROOT, sources

PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)(?: ; .*)? \\$", re.MULTILINE)
LOCKS = ("requirements.txt", "requirements-dev.txt")
LAYERS = {"config", "api", "forum", "accounts"}


def normal(requirement: str) -> str:
    """The name in a requirement, as PEP 503 writes it."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def pins(lock: str) -> dict[str, str]:
    """Names and versions pinned in a lock."""
    return dict(PIN.findall((ROOT / lock).read_text()))


def wanted() -> tuple[set[str], set[str]]:
    """The names pyproject wants: to run, and to develop."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    run = {normal(each) for each in project["project"]["dependencies"]}
    return run, {normal(each) for each in project["dependency-groups"]["dev"]}


def test_every_requirement_is_locked() -> None:
    run, develop = wanted()
    assert run - set(pins("requirements.txt")) == set()
    assert (run | develop) - set(pins("requirements-dev.txt")) == set()


def test_development_runs_what_production_runs() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes(lock: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text())
    assert entries
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index(lock: str) -> None:
    assert not re.search(r"://|--index|--extra|--find", (ROOT / lock).read_text())


def imported() -> set[str]:
    """The packages from elsewhere that the running application imports."""
    layers = [path for path in sources() if path.relative_to(ROOT).parts[0] in LAYERS]
    found = set()
    for node in (node for path in layers for node in ast.walk(ast.parse(path.read_text()))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found - LAYERS - sys.stdlib_module_names


def test_production_has_whatever_the_application_imports() -> None:
    provided = packages_distributions()
    needed = {name: {normal(each) for each in provided.get(name, [])} for name in imported()}
    locked = set(pins("requirements.txt"))
    assert [name for name, distributions in needed.items() if not distributions & locked] == []
