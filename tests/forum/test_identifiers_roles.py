"""Words that fit one person or one company advise, and exact crews in words too."""

import pytest

from forum.identifiers import Kind, find


def found(text: str, kind: Kind) -> list[str]:
    return [hit.text for hit in find(text) if hit.kind is kind]


@pytest.mark.parametrize(
    "phrase",
    [
        *("enda kvinnliga svetschef", "ende svetsaren", "enda tjejen", "yngsta platschefen"),
        *("vår förra vd", "vår förre produktionschef", "vår dåvarande ägare", "ägarens son"),
        *(
            "vd:ns fru",
            "grundarens dotter",
            "kommunalråd",
            "landshövdingen",
            "Sveriges största gjuteri",
        ),
        *(
            "landets största bockpress på 3200 ton",
            "länets enda härdverkstad",
            "only female welder",
        ),
        *("our former CEO", "Europas äldsta glasbruk", "kommunstyrelsens ordförande"),
    ],
)
def test_a_role_that_fits_one_is_found(phrase):
    assert found(f"Det var {phrase} som sa nej.", Kind.ROLE) == [phrase]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Det enda problemet var tiden.",
            "Vår vd sa nej.",
            "Den första veckan var svår.",
            "en ny chef",
        ),
        *("Operatörerna var de enda som visste.", "Största felet var vårt.", "första romanen"),
        *("en ny chef", "Världens bästa kaffe.", "den enda maskinen", "Chefen var ny."),
    ],
)
def test_what_fits_many_is_left_alone(text):
    assert found(text, Kind.ROLE) == []


@pytest.mark.parametrize(
    ("text", "crew", "instead"),
    [
        ("De sa upp 17 man i maj.", "17 man", "10–19 man"),
        ("Vi tog in ett dussin svetsare.", "ett dussin svetsare", "10–19 svetsare"),
        ("Vi var tjugotre montörer.", "tjugotre montörer", "20–49 montörer"),
        ("fyrtiosju anställda", "fyrtiosju anställda", "20–49 anställda"),
        ("Bolaget varslade elva personer.", "elva personer", "10–19 personer"),
        ("9 personer fick gå.", "9 personer", "1–9 personer"),
        ("vi är nitton", "nitton", "10–19"),
        ("forty-seven employees", "forty-seven employees", "20–49 employees"),
    ],
)
def test_a_headcount_in_words_becomes_a_band(text, crew, instead):
    (hit,) = [hit for hit in find(text) if hit.kind is Kind.EXACT_HEADCOUNT]
    assert (hit.text, hit.suggestion) == (crew, instead)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Tre operatörer var med.",
            "drygt tjugo svetsare",
            "ett tjugotal montörer",
            "5 personer deltog",
        ),
        *("en man kom förbi", "Vi tog fem minuter.", "cirka 17 man", "sju av tio"),
    ],
)
def test_a_few_or_a_rough_number_is_left_alone(text):
    assert found(text, Kind.EXACT_HEADCOUNT) == []
