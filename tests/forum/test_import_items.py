"""What a line must be to become a thread, and what of it is refused with which reason."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from forum.imports.errors import BadLine
from forum.imports.item import parse
from forum.imports.shaping import cut, question, sections, summary
from forum.markdown import MAX_SOURCE
from forum.models.comment import MAX_BODY


def line(**fields: Any) -> bytes:
    """A line as a file holds it, valid but for the fields given."""
    return json.dumps({"id": "t1", "title": "Titel", "body": "Text.", **fields}).encode()


def reply(**fields: Any) -> dict[str, Any]:
    return {"id": "r1", "body": "Svar.", **fields}


def nested(depth: int) -> dict[str, Any]:
    innermost = reply(id=f"r{depth}")
    for number in range(depth - 1, 0, -1):
        innermost = reply(id=f"r{number}", comments=[innermost])
    return innermost


REFUSED = [
    (b"", "Invalid JSON"),
    (b"[]", "should be an object"),
    (b'{"id": "t1"', "Invalid JSON"),
    (b'{"id": "t1", "title": "\xff", "body": ""}', "is not UTF-8 at byte 24"),
    (b'{"id": "t1", "title": "\\ud800", "body": ""}', "hex escape"),
    (line(title="a\0b"), "title: holds a NUL"),
    (line(title=" \n "), "title: is empty"),
    (line(title=None), "title: "),
    (line(id=""), "id: "),
    (line(id="a/b"), "id: may not hold a slash"),
    (line(id="x" * 100), "id: "),
    (line(body=7.5e400), "body: "),
    (line(body="x" * (MAX_SOURCE + 1)), "body: "),
    (line(author="x" * 121), "author: "),
    (line(url="javascript:alert(1)"), "url: is no http"),
    (line(url="https://a.example/" + "x" * 500), "url: "),
    (line(created_at="i går"), "created_at: is no date"),
    (line(created_at=20200101), "created_at: is no date"),
    (line(created_at="0001-01-01T00:00:00+14:00"), "created_at: lies in the future or before"),
    (line(created_at="9998-12-31"), "created_at: lies in the future"),
    (line(comments={}), "comments: "),
    (line(comments=[reply(body="x" * (MAX_BODY + 1))]), "comments.0.body: "),
    (line(comments=[reply(body="a\0")]), "comments.0.body: holds a NUL"),
    (line(comments=[reply(), reply()]), "reply r1 comes twice"),
    (line(comments=[reply(id=None)]), "comments.0.id: "),
    (line(comments=[nested(500)]), "recursion limit"),
    (b"[" * 100_000, "recursion limit"),
]


@pytest.mark.parametrize(("content", "reason"), REFUSED, ids=[reason for _, reason in REFUSED])
def test_a_line_that_cannot_be_stored_or_shown_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(BadLine) as refusal:
        parse(content)

    assert reason in str(refusal.value)
    assert len(str(refusal.value)) < 300


def test_several_faults_are_counted() -> None:
    with pytest.raises(BadLine, match=r"\(and 1 more\)"):
        parse(line(title=None, body=7))


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2010-08-25T19:50:51.187", datetime(2010, 8, 25, 19, 50, 51, 187_000, tzinfo=UTC)),
        ("2010-08-25T21:50:51+02:00", datetime(2010, 8, 25, 19, 50, 51, tzinfo=UTC)),
        ("01/26/2005 00:00", datetime(2005, 1, 26, tzinfo=UTC)),
        ("", None),
        (None, None),
    ],
)
def test_the_date_formats_of_real_exports_are_read(
    written: str | None, moment: datetime | None
) -> None:
    assert parse(line(created_at=written)).created_at == moment


def test_unknown_fields_numbers_as_ids_and_a_byte_order_mark_are_taken() -> None:
    item = parse(b"\xef\xbb\xbf" + line(id=7, score=3, tags=["x"]))

    assert item.id == "7"


def test_a_long_title_is_cut_at_a_word_and_stands_in_full_before_the_text() -> None:
    title = "ord " * 40
    item = parse(line(title=title))

    assert cut(item.title, 120) == "ord " * 29 + "ord…"
    assert sections(item)["results"] == title.strip() + "\n\nText."
    assert cut("x" * 200, 120) == "x" * 119 + "…"
    assert question(item) == "Text."


def test_a_summary_is_the_first_sentences() -> None:
    assert summary(parse(line(body="Ett. Två!\nTre? " + "Fyra " * 200))) == "Ett. Två! Tre?"
    assert len(summary(parse(line(body="ord " * 500)))) <= 400
    assert summary(parse(line(body=" "))) == "Titel"


def test_a_question_keeps_what_has_no_field_of_its_own_under_headings() -> None:
    item = parse(line(lesson="Lär.", human_factors=["Vana"]))

    assert question(item) == "Text.\n\n## Contributing factors\n\n- Vana\n\n## Lessons\n\nLär."
