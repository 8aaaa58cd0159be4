"""The project's own files, as the tests of the project see them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
IGNORED = {"var", "node_modules", "__pycache__"}
HIDDEN_BUT_OURS = {".ci", ".editorconfig", ".gitattributes", ".gitignore", ".python-version"}

type Function = ast.FunctionDef | ast.AsyncFunctionDef


def is_ours(path: Path) -> bool:
    """Tell whether a folder or file of the checkout belongs to the project."""
    if path.name in HIDDEN_BUT_OURS:
        return True
    return not path.name.startswith(".") and path.name not in IGNORED


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file of the project, without asking git: a new file counts before it is added."""
    for path in sorted(folder.iterdir()):
        if is_ours(path):
            yield from files(path) if path.is_dir() else (path,)


def sources() -> list[Path]:
    """Every Python file written by hand; migrations are mostly written by Django."""
    return [path for path in files() if path.suffix == ".py" and "migrations" not in path.parts]


def functions(path: Path) -> list[Function]:
    """Every function and method of a file, nested ones included."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def named(path: Path) -> str:
    """The path of a file inside the project, for messages."""
    return path.relative_to(ROOT).as_posix()
