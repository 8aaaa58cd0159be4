"""Reading an import file: bounded lines, counted bytes, right numbers."""

from io import BytesIO

from forum.imports.lines import MAX_LINE, Line, read_lines


def test_lines_are_numbered_from_one_and_their_bytes_add_up() -> None:
    content = '{"id": "å"}\n\n{"id": 2}'.encode()

    lines = list(read_lines(BytesIO(content)))

    assert [line.number for line in lines] == [1, 2, 3]
    assert sum(line.size for line in lines) == len(content)


def test_a_line_above_the_bound_is_passed_over_and_the_next_is_read() -> None:
    long = b"x" * (2 * MAX_LINE + 5) + b"\n"

    first, second = read_lines(BytesIO(long + b"short"))

    assert first == Line(1, len(long), None)
    assert second == Line(2, 5, b"short")


def test_a_line_of_exactly_the_bound_is_read() -> None:
    line = b"x" * MAX_LINE + b"\n"

    assert next(read_lines(BytesIO(line))).content == line


def test_a_last_line_above_the_bound_ends_the_file() -> None:
    lines = list(read_lines(BytesIO(b"x" * (MAX_LINE + 1))))

    assert [line.content for line in lines] == [None]
