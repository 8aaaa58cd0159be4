"""Lines with personal identity numbers are left out, unless whoever runs it says otherwise."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from accounts.models import Circle
from forum.models import Comment, Story, Thread
from tests.forum.importing import reply, run, thread_line, write

NUMBER = "850709-9805"
IN_FIELDS: list[dict[str, Any]] = [
    {"body": f"Ring {NUMBER}"},
    {"body": "Ring 850709\u20119805"},
    {"body": "Ring 850709-\n9805"},
    {"title": f"Om {NUMBER}"},
    {"lesson": f"Fråga {NUMBER}."},
    {"author": f"Bo {NUMBER}"},
    {"human_factors": ["trött", NUMBER]},
    {"comments": [reply("a1", reply("a2") | {"body": f"Det var 850769-9802, {NUMBER}."})]},
]


@pytest.mark.parametrize("kind", ["story", "question"])
@pytest.mark.parametrize("fields", IN_FIELDS, ids=str)
def test_a_line_with_a_number_is_left_out_and_named(
    circle: Circle, tmp_path: Path, fields: dict[str, Any], kind: str
) -> None:
    said = StringIO()
    with pytest.raises(CommandError) as stopped:
        run(circle, write(tmp_path, thread_line("t1") | fields), kind=kind, stderr=said)
    assert stopped.value.returncode == 1
    assert ":1: " in said.getvalue()
    assert "holds a personal identity number" in said.getvalue()
    assert "9805" not in said.getvalue()
    assert (Story.objects.count(), Thread.objects.count(), Comment.objects.count()) == (0, 0, 0)


def test_the_other_lines_come_in(circle: Circle, tmp_path: Path) -> None:
    lines = (thread_line("t1"), thread_line("t2") | {"body": NUMBER}, thread_line("t3"))
    with pytest.raises(CommandError):
        run(circle, write(tmp_path, *lines))
    assert Thread.objects.count() == 2


def test_it_can_be_let_in_and_says_so(circle: Circle, tmp_path: Path) -> None:
    lines = (thread_line("t1"), thread_line("t2") | {"body": NUMBER})
    said = run(circle, write(tmp_path, *lines), kind="story", with_personal_numbers=True)
    assert said.endswith("1 lines hold personal identity numbers and were let in.\n")
    assert Story.objects.count() == 2
    assert Story.objects.filter(results__contains=NUMBER).count() == 1


@pytest.mark.parametrize(
    "text", ["Ring 070-123 45 67", "556036-0793", "850709-9806", "bo@x.example"]
)
def test_other_numbers_and_addresses_come_in(circle: Circle, tmp_path: Path, text: str) -> None:
    said = run(circle, write(tmp_path, thread_line("t1") | {"body": text}), kind="story")
    assert "let in" not in said
    assert Story.objects.count() == 1
