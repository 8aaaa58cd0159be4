"""Files, functions, signatures and tests stay small enough to be read at once."""

import ast
from statistics import median

from tests.project.tree import Function, functions, named, sources

FILE_LINES = 400
FUNCTION_LINES = 40
MEDIAN_LINES = 90
TEST_BODY_LINES = 18
ARGUMENTS = 5

# What reads better whole, with the reason. Whoever adds a line here explains it to a reviewer.
WHOLE_FILES: set[str] = set()
WIDE_SIGNATURES = {"api/problems/document.py problem": "the members of an RFC 9457 document"}


def without_docstring(function: Function) -> list[ast.stmt]:
    return function.body[1:] if ast.get_docstring(function) else function.body


def body_lines(function: Function) -> int:
    body = without_docstring(function)
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def lines(function: Function) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def arguments(function: Function) -> int:
    given = function.args
    names = [argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len([name for name in names if name not in {"self", "cls"}])


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {named(path): len(path.read_text().splitlines()) for path in sources()}
    assert {path for path, length in lengths.items() if length > FILE_LINES} == WHOLE_FILES


def test_half_of_the_files_are_shorter_than_90_lines() -> None:
    product = [path for path in sources() if "tests" not in path.parts]
    assert median(len(path.read_text().splitlines()) for path in product) < MEDIAN_LINES


def test_no_function_is_longer_than_40_lines() -> None:
    long = [
        f"{named(path)}:{function.lineno} {function.name} {lines(function)}"
        for path in sources()
        for function in functions(path)
        if lines(function) > FUNCTION_LINES
    ]
    assert long == []


def test_no_test_body_is_longer_than_18_lines() -> None:
    long = [
        f"{named(path)}:{function.lineno} {function.name} {body_lines(function)}"
        for path in sources()
        for function in functions(path)
        if function.name.startswith("test_") and body_lines(function) > TEST_BODY_LINES
    ]
    assert long == []


def test_no_function_takes_more_than_five_arguments() -> None:
    crowded = {
        f"{named(path)} {function.name}"
        for path in sources()
        if "tests" not in path.parts
        for function in functions(path)
        if arguments(function) > ARGUMENTS
    }
    assert crowded == set(WIDE_SIGNATURES)
