"""What reads like a number or an address is one, whatever signs it is written with."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.identifiers import Kind, Known, find, find_keys
from forum.identifiers.folding import fold

PERSON, ORGANISATION, PHONE = "850709-9805", "556036-0793", "070-123 45 67"
NUMBERS = [
    (PERSON, Kind.PERSONAL_NUMBER),
    (ORGANISATION, Kind.ORGANISATION_NUMBER),
    (PHONE, Kind.PHONE),
]
DASHES = "‐‑‒–—―⁻₋−⸺﹘﹣－˗⁃➖"
SPACES = "\u00a0\u1680\u2002\u2007\u2009\u202f\u205f\u3000\t\u2800"
UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u202a\u2060\u2063\ufeff\ufe0f\u034f\u3164\u0336\U000e0041"
DIGITS = [
    "０１２３４５６７８９",
    "٠١٢٣٤٥٦٧٨٩",
    "०१२३४५६७८९",
    "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "⓪①②③④⑤⑥⑦⑧⑨",
]


def found(text: str) -> list[tuple[Kind, str]]:
    return [(hit.kind, hit.text) for hit in find_keys(text)]


@pytest.mark.parametrize(("number", "kind"), NUMBERS)
@pytest.mark.parametrize("dash", DASHES)
def test_every_dash_is_a_dash(dash, number, kind):
    written = number.replace("-", dash)
    assert found(f"Det är {written}.") == [(kind, written)]


@pytest.mark.parametrize("space", SPACES)
def test_every_space_is_a_space(space):
    written = PHONE.replace(" ", space)
    assert found(f"Det är {written}.") == [(Kind.PHONE, written)]
    assert found(f"Det är 850709{space}9805.") == [(Kind.PERSONAL_NUMBER, f"850709{space}9805")]


@pytest.mark.parametrize(("number", "kind"), [*NUMBERS, ("bo@exempel.se", Kind.EMAIL)])
@pytest.mark.parametrize("sign", UNSEEN)
def test_what_nobody_sees_parts_nothing(sign, number, kind):
    written = sign.join(number)
    ((is_kind, text),) = found(f"Det är {written}.")
    assert (is_kind, text.rstrip(sign)) == (kind, written)


@pytest.mark.parametrize(("number", "kind"), NUMBERS)
@pytest.mark.parametrize("digits", DIGITS)
def test_every_digit_is_a_digit(digits, number, kind):
    written = number.translate({ord(str(value)): digit for value, digit in enumerate(digits)})
    assert found(f"Det är {written}.") == [(kind, written)]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("850709 - 9805", Kind.PERSONAL_NUMBER),
        ("850709\\-9805", Kind.PERSONAL_NUMBER),
        ("850709&#8209;9805", Kind.PERSONAL_NUMBER),
        ("850709**-9805**", Kind.PERSONAL_NUMBER),
        ("85**0709**-9805", Kind.PERSONAL_NUMBER),
        ("8 5 0 7 0 9 - 9 8 0 5", Kind.PERSONAL_NUMBER),
        ("556036 – 0793", Kind.ORGANISATION_NUMBER),
        ("070-**123** 45 67", Kind.PHONE),
        ("070\u00b7123\u00b745\u00b767", Kind.PHONE),
        ("bo&#64;exempel.se", Kind.EMAIL),
        ("bo@exem&shy;pel.se", Kind.EMAIL),
        ("bo@exempel\\.se", Kind.EMAIL),
        ("ｂｏ＠ｅｘｅｍｐｅｌ．ｓｅ", Kind.EMAIL),
    ],
)
def test_what_a_reader_sees_counts_and_not_how_it_is_written(written, kind):
    ((is_kind, text),) = found(f"Det är {written} som gäller.")
    assert is_kind is kind
    assert written.startswith(text)
    assert len(text) >= len(written) - 2  # closing marks of Markdown may stay outside


@pytest.mark.parametrize("line", ["\n", " \n", "\r\n", "\u2028", "\n> "])
@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("850709-", "9805", Kind.PERSONAL_NUMBER),
        ("850709", "-9805", Kind.PERSONAL_NUMBER),
        ("8507", "09-9805", Kind.PERSONAL_NUMBER),
        ("850709", "9805", Kind.PERSONAL_NUMBER),
        ("556036-", "0793", Kind.ORGANISATION_NUMBER),
        ("070-123", "45 67", Kind.PHONE),
    ],
)
def test_a_line_may_end_inside_a_number(first, second, kind, line):
    written = f"{first}{line}{second}"
    assert found(f"Det är {written}, skrev hon.") == [(kind, written)]


@pytest.mark.parametrize(
    "text",
    [
        "12\n14\n15\n9\n",
        "Talet 850709\nVi gjorde 9805 stycken.",
        "- 0701\n- 1234\n- 567",
        "Skift 06.00\n12.30 till 14",
        "| 850709 |\n| 9805 |",
    ],
)
def test_figures_below_each_other_are_no_number(text):
    assert found(text) == []


def test_two_numbers_below_each_other_are_two():
    assert [text for _, text in found("0701234567\n0707654321")] == ["0701234567", "0707654321"]


def test_a_name_with_signs_nobody_sees_is_known():
    hits = find("det var Åker\u00adströms\u200b idé", known=Known(companies=("Åkerströms AB",)))
    assert [(hit.kind, hit.text) for hit in hits] == [(Kind.COMPANY, "Åker\u00adströms\u200b")]


def test_a_letter_is_never_parted_from_its_accent():
    text = unicodedata.normalize("NFD", "Fråga Åsa!")
    (hit,) = find(text)
    assert (text[: hit.start], hit.text, text[hit.end :]) == (
        unicodedata.normalize("NFD", "Fråga "),
        unicodedata.normalize("NFD", "Åsa"),
        "!",
    )


patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SIGNS = st.sampled_from(
    [*"aå1 .\n", *DASHES, *SPACES, *UNSEEN, "&shy;", "&#49;", "\\-", "ﬁ", "½", "⑽"]
)


@patiently
@given(st.lists(SIGNS | st.characters(), max_size=40).map("".join), st.data())
def test_every_stretch_of_the_folded_text_leads_to_whole_signs(text, data):
    folded = fold(text)
    if folded.text:
        start = data.draw(st.integers(0, len(folded.text) - 1))
        end = data.draw(st.integers(start + 1, len(folded.text)))
        first, last = folded.span(start, end)
        assert 0 <= first < last <= len(text)
        assert last == len(text) or not unicodedata.combining(text[last])
        assert first == 0 or not unicodedata.combining(text[first])


def test_a_text_in_plain_letters_is_left_as_it_is():
    text = "# Åsa – nej\n\nVi mätte ”12,5 %” … och é, ü, ×.".replace("–", "-")
    folded = fold(text)
    assert (folded.text, len(folded.begins)) == (text, 0)


@patiently
@given(st.lists(SIGNS | st.characters(), max_size=20).map("".join))
def test_nothing_is_left_to_fold(text):
    once = fold(text).text
    assert not any(sign in once for sign in (*DASHES, *SPACES, *UNSEEN))
