"""Companies and people Tillit knows are found in the forms in which people write them."""

import unicodedata

import pytest

from forum.identifiers import Kind, Known, find

KNOWN = Known(
    companies=(
        "Åkerströms Mekaniska AB",
        "Kugg AB",
        "Lean AB",
        "Gnosjö Automatsvarv AB",
        "Öberg & Söner AB",
        "QVX Teknik AB",
    ),
    people=("Åsa Lindqvist", "Björn Erik Sten", "Hans Ek"),
)


def found(text: str, kind: Kind) -> list[tuple[str, str | None]]:
    hits = find(text, known=KNOWN)
    return [(hit.text, hit.suggestion) for hit in hits if hit.kind is kind]


@pytest.mark.parametrize(
    "written",
    [
        "Åkerströms Mekaniska AB",
        "Åkerströms Mekaniska",
        "åkerströms mekaniska",
        "ÅKERSTRÖMS",
        "Åkerström",
        "Åkerströmsgruppen",
        "Åkerströms-koncernen",
        "Kugg",
        "Kugg-ordern",
        "Lean AB",
        "Gnosjö Automatsvarv",
        "Öberg & Söner",
        "QVX",
    ],
)
def test_a_known_company_is_found_as_people_write_it(written):
    assert found(f"det var {written} som ville", Kind.COMPANY) == [(written, "företaget")]


@pytest.mark.parametrize("written", ["Kuggs", "Gnosjö Automatsvarvs", "Öberg & Söners"])
def test_an_owner_is_replaced_by_an_owner(written):
    assert found(f"det var {written} idé", Kind.COMPANY) == [(written, "företagets")]


@pytest.mark.parametrize(
    "text",
    [
        "Vi läste om lean och Lean i en bok.",  # a company named after the method
        "Ett kugghjul gick sönder.",
        "En mekaniska är inget ord.",
        "En åker ström.",
    ],
)
def test_ordinary_words_in_a_companys_name_are_left_alone(text):
    assert found(text, Kind.COMPANY) == []


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("Åsa Lindqvist", "en kollega"),
        ("åsa lindqvist", "en kollega"),
        ("Åsa", "en kollega"),
        ("Lindqvist", "en kollega"),
        ("Åsas", "en kollegas"),
        ("Åsa Lindqvists", "en kollegas"),
        ("Björn Sten", "en kollega"),
        ("Björn Erik Sten", "en kollega"),
    ],
)
def test_a_known_person_is_found_by_first_last_and_full_name(written, instead):
    assert found(f"det var {written} som vågade", Kind.PERSON) == [(written, instead)]


def test_a_name_that_is_a_word_too_needs_its_capital_letter():
    assert found("En björn låg bakom en sten vid en ek.", Kind.PERSON) == []


def test_the_first_word_of_a_sentence_may_be_a_pronoun():
    assert found("Hans idé var bra.", Kind.PERSON) == []
    assert found("Det var Hans som sa det.", Kind.PERSON) == [("Hans", "en kollega")]


def test_letters_in_two_pieces_are_the_same_letters():
    text = unicodedata.normalize("NFD", "Vi på Åkerströms vågade.")
    (hit,) = find(text, known=KNOWN)
    assert (hit.kind, text[hit.start : hit.end]) == (Kind.COMPANY, hit.text)


def test_an_english_text_gets_english_suggestions():
    hits = find("At Kugg's request Åsa stopped.", known=KNOWN, language="en")
    assert [hit.suggestion for hit in hits] == ["the company's", "a colleague"]


def test_nothing_is_known_unless_it_is_given():
    assert find("det var åkerströms mekaniska") == []
