"""Names in small letters, behind hyphens and as owners are found; words that are nouns are not."""

import csv

import pytest

from forum.identifiers import Kind, Known, find
from forum.identifiers.vocabulary import FIRST_NAMES
from tests.project.tree import ROOT

DEMO = Known(
    companies=(
        "Brunnåker Plåt & Svets AB",
        "Hällvinge Hydraulik AB",
        "Grynnans Båtbeslag AB",
        "SKF AB",
    ),
    people=("Åsa Lindqvist", "Xenta Frisk", "Göran Stålbyx"),
)
SCB = ROOT.parent / "shared" / "data" / "swedish" / "tilltalsnamn_top3000.csv"


def found(text: str, known: Known = Known()) -> list[tuple[Kind, str]]:  # noqa: B008
    return [(hit.kind, hit.text) for hit in find(text, known=known)]


@pytest.mark.parametrize("name", ["petra", "petras", "kalle", "annikas", "lenas", "maj-britts"])
def test_a_first_name_in_small_letters_is_found(name):
    assert found(f"sen gick {name} grupp dit") == [(Kind.PERSON, name)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "en björn bakom en sten",
            "alla gick per båt",
            "en ros och en lina",
            "vi lova bot",
            "hans vagn",
        ),
        *(
            "klara är vi",
            "den rosa lådan",
            "mina visar",
            "stig på en sten",
            "vi rita en ruta",
            "liv och lust",
        ),
        *(
            "saga om en axel",
            "en tom vagn",
            "en ny mark",
            "vilja finns",
            "dina dagar",
            "thus it ends",
        ),
    ],
)
def test_a_name_that_is_a_word_is_left_alone_in_small_letters(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("kanban-Annika", Kind.PERSON),
        ("Lagar-Jörgen", Kind.PERSON),
        ("svets-Björn", Kind.PERSON),
        ("skf-lager", Kind.NAME),
        ("volvo-ordern", Kind.NAME),
        ("volvo", Kind.NAME),
        ("scanias", Kind.NAME),
        ("nattskifts-Ståhlgren", Kind.NAME),
        ("värmlänning", Kind.PLACE),
        ("wärmlänningen", Kind.PLACE),
        ("smålänningarna", Kind.PLACE),
    ],
)
def test_a_name_behind_a_hyphen_or_in_small_letters_is_found(word, kind):
    assert found(f"det var {word} som gick") == [(kind, word)]


@pytest.mark.parametrize("word", ["e-post", "oee-tavlan", "max-värde", "lego-arbete", "utlänning"])
def test_a_compound_of_words_is_no_name(word):
    assert found(f"det var {word} som gick") == []


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Rehns förslag vann.", "Rehns"),
        ("Tövrells svetsare sa nej.", "Tövrells"),
        ("Vi och hallvinges hydraulikfolk åkte hem.", "hallvinges"),
        ("Hôlabergarn vell inte.", "Hôlabergarn"),
    ],
)
def test_who_owns_what_people_have_is_a_name(text, owner):
    assert found(text) == [(Kind.NAME, owner)]


@pytest.mark.parametrize(
    "text",
    [
        *("Bolagets svetsare sa nej.", "Operatörernas förslag vann.", "Dagens grupp var liten."),
        *("Annars svetsare behövs.", "Kunders krav styr."),
        *("Alla kunders operatörer kom.", "Företagets ritningar försvann.", "Används maskinen?"),
    ],
)
def test_a_noun_that_owns_is_no_name(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("brunnåkers", Kind.COMPANY),
        ("brunnakers", Kind.COMPANY),
        ("hallvinges", Kind.COMPANY),
        ("brunnåkersgänget", Kind.COMPANY),
        ("brunnis", Kind.COMPANY),
        ("Båtbeslagarna", Kind.COMPANY),
        ("skf", Kind.COMPANY),
        ("skf-lager", Kind.COMPANY),
        ("svets-brunnåker", Kind.COMPANY),
        ("xentas", Kind.PERSON),
        ("lindqvist", Kind.PERSON),
        ("goran stalbyx", Kind.PERSON),
    ],
)
def test_known_names_are_found_however_small_they_are_written(written, kind):
    assert found(f"det var {written} som vågade", DEMO) == [(kind, written)]


def test_a_known_surname_that_is_a_word_needs_its_capital():
    assert found("hon blev frisk igen", DEMO) == []
    assert found("det var Frisk som sa det", DEMO) == [(Kind.PERSON, "Frisk")]


def test_the_list_covers_the_first_names_of_sweden():
    if not SCB.exists():
        pytest.skip("the statistics of names are not in the project; they lie in ../shared")
    with SCB.open(encoding="utf-8") as lines:
        names = {row["name"].casefold(): int(row["persons"]) for row in csv.DictReader(lines)}
    first = {name: name.replace(" ", "-").partition("-")[0] for name in names}
    listed = {name for name in names if {name, first[name]} & FIRST_NAMES}
    assert len(listed) / len(names) > 0.85
    assert sum(names[name] for name in listed) / sum(names.values()) > 0.97
