"""A file's name is shown as its sender wrote it, as far as that is harmless."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.uploads import safe_filename


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Rapport.pdf", "Rapport.pdf"),
        ("Spill vecka 14 – före & efter.docx", "Spill vecka 14 – före & efter.pdf"),
        ("A\u030akerma\u0308rke.pdf", "Åkermärke.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\kim\\Rapport.pdf", "Rapport.pdf"),
        ("rapport.pdf.exe", "rapport.pdf"),
        ("bild\u202egpj.exe", "bildgpj.pdf"),
        ("a\u2066b\u2069c\u200bd\ufeffe.pdf", "abcde.pdf"),
        ("rad\r\nSet-Cookie: x=1.pdf", "radSet-Cookie x=1.pdf"),
        ('"onload="x.pdf', "onload=x.pdf"),
        ("a\x00b\ud800c", "abc.pdf"),
        ("v1.2", "v1.2.pdf"),
        ("", "fil.pdf"),
        (".pdf", "fil.pdf"),
        ("..", "fil.pdf"),
        ("/", "fil.pdf"),
        (" . ", "fil.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("\u202e", "fil.pdf"),
    ],
)
def test_a_name_is_shown_without_its_tricks(given, shown):
    assert safe_filename(given, ".pdf") == shown


def test_a_long_name_is_cut_before_its_extension():
    name = safe_filename("å" * 5_000 + ".png", ".webp")
    assert len(name) == 100
    assert name.endswith("å.webp")


@given(st.text(max_size=700))
def test_no_name_is_empty_long_or_a_path(name):
    shown = safe_filename(name, ".pdf")
    assert 5 <= len(shown) <= 100
    assert not set(shown) & set('/\\<>:"|?*\r\n\x00\u202e')
    assert not shown.startswith((".", " "))
    assert unicodedata.is_normalized("NFC", shown)
    shown.encode("utf-8")
