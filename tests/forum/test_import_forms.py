"""A file that is no JSON Lines in UTF-8 is named for what it is, before anything is imported."""

import bz2
import gzip
import json
import lzma
from pathlib import Path

import pytest
from django.core.management import CommandError

from accounts.models import Circle
from forum.models import Thread
from tests.forum.importing import run, thread_line, write

LINE = json.dumps(thread_line("a"), ensure_ascii=False)
FORMS = [
    (gzip.compress(LINE.encode(), mtime=0), "is packed with gzip: unpack it first."),
    (bz2.compress(LINE.encode()), "is packed with bzip2: unpack it first."),
    (lzma.compress(LINE.encode()), "is packed with xz: unpack it first."),
    (b"PK\x03\x04\x14\x00", "is a zip archive: unpack it first."),
    (b"\x28\xb5\x2f\xfd\x04", "is packed with zstd: unpack it first."),
    (LINE.encode("utf-16"), "is UTF-16: save it as UTF-8."),
    (LINE.encode("utf-16-le"), "is UTF-16: save it as UTF-8."),
    (LINE.encode("utf-16-be"), "is UTF-16: save it as UTF-8."),
    (b"\xfe\xff" + LINE.encode("utf-16-be"), "is UTF-16: save it as UTF-8."),
    (LINE.encode("utf-32"), "is UTF-32: save it as UTF-8."),
    (LINE.encode("utf-32-be"), "is UTF-32: save it as UTF-8."),
    (f"[\n{LINE}\n]".encode(), "is one JSON array: write one object a line"),
    (b'<?xml version="1.0"?><a/>', "is XML or HTML: export it as JSON Lines."),
    (b"\xef\xbb\xbf[]", "is one JSON array"),
]


@pytest.mark.parametrize(("content", "meaning"), FORMS, ids=range(len(FORMS)))
def test_another_form_is_named(
    circle: Circle, tmp_path: Path, content: bytes, meaning: str
) -> None:
    good = write(tmp_path, thread_line("b"))
    bad = tmp_path / "annan.jsonl"
    bad.write_bytes(content)

    with pytest.raises(CommandError) as refused:
        run(circle, good, bad)

    assert refused.value.returncode == 2
    assert str(refused.value).startswith(f"{bad}: {meaning}")
    assert not Thread.objects.exists()


def test_a_line_that_is_not_utf_8_is_named_among_others_that_are(
    circle: Circle, tmp_path: Path
) -> None:
    latin = LINE.replace("Text", "Så").encode("latin-1")

    with pytest.raises(CommandError):
        run(circle, write(tmp_path, latin, thread_line("b")))

    assert [thread.title for thread in Thread.objects.all()] == ["Om b"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf" + LINE.encode()])
def test_an_empty_file_and_a_byte_order_mark_are_no_fault(
    circle: Circle, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "prov.jsonl"
    path.write_bytes(content)

    assert "0 lines left out" in run(circle, path)
