"""Exact dates, headcounts and sums advise, and something rougher is suggested."""

import pytest

from forum.identifiers import Kind, find


def suggested(text: str, language: str = "sv") -> list[tuple[str, str | None]]:
    return [(hit.text, hit.suggestion) for hit in find(text, language=language)]


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("2022-03-14", "våren 2022"),
        ("2022/03/14", "våren 2022"),
        ("20220314", "våren 2022"),
        ("14.3.2022", "våren 2022"),
        ("14 mars 2022", "våren 2022"),
        ("den 14 mars 2022", "våren 2022"),
        ("den 14:e mars", "våren"),
        ("den 14/3", "våren"),
        ("den 14/3 2022", "våren 2022"),
        ("1 juni 2023", "sommaren 2023"),
        ("30 nov 2023", "hösten 2023"),
        ("24 december 2022", "vintern 2022–2023"),
        ("3 januari 2023", "vintern 2022–2023"),
        ("14 March 2022", "spring 2022"),
        ("January 5, 2023", "winter 2022–2023"),
    ],
)
def test_a_day_becomes_a_season(written, instead):
    assert suggested(f"vi började {written} med försöket") == [(written, instead)]


def test_a_date_in_figures_is_generalised_in_the_language_of_the_text():
    assert suggested("we began 2022-08-14", "en") == [("2022-08-14", "summer 2022")]


@pytest.mark.parametrize(
    "text",
    [
        "under mars 2022",
        "vecka 14",
        "klockan 14.30",
        "version 2.3.1",
        "talet 20221314",
        "3/4 av tiden",
        "hösten 2022",
    ],
)
def test_a_month_a_week_or_a_share_is_no_day(text):
    assert suggested(text) == []


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("9 anställda", "1–9 anställda"),
        ("10 anställda", "10–19 anställda"),
        ("47 anställda", "20–49 anställda"),
        ("50 heltidsanställda", "50–99 heltidsanställda"),
        ("249 medarbetare", "100–249 medarbetare"),
        ("1 200 anställda", "fler än 250 anställda"),
    ],
)
def test_a_headcount_becomes_a_band(written, instead):
    assert suggested(f"ett företag med {written} på en ort") == [(written, instead)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vi är 47 personer.", "47 personer"),
        ("Då var vi 47 man i verkstaden.", "47 man"),
        ("Vi är 47.", "47"),
        ("We are 47 people here.", "47 people"),
    ],
)
def test_we_are_so_many_is_a_headcount(text, found):
    (hit,) = find(text)
    assert (hit.kind, hit.text) == (Kind.EXACT_HEADCOUNT, found)


@pytest.mark.parametrize(
    "text",
    [
        "20–49 anställda",
        "mellan 20 och 49 anställda",
        "ca 50 anställda",
        "drygt 40 anställda",
        "fler än 250 anställda",
        "5 personer deltog i förbättringsgruppen",
        "47 procent av de anställda",
        "vi är 47 procent snabbare",
    ],
)
def test_a_rough_headcount_is_rough_enough(text):
    assert suggested(text) == []


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("12,4 miljoner kronor", "omkring 10 miljoner kronor"),
        ("47,35 mkr", "omkring 50 mkr"),
        ("1 234 567 kr", "omkring 1 000 000 kr"),
        ("251 tkr", "omkring 300 tkr"),
    ],
)
def test_a_sum_to_be_found_in_an_annual_report_loses_its_figures(written, instead):
    assert suggested(f"vi omsatte {written} det året") == [(written, instead)]


@pytest.mark.parametrize("text", ["250 000 kr", "12 mkr", "99 900 kr", "12,4 miljoner delar"])
def test_round_and_small_sums_are_left_alone(text):
    assert suggested(text) == []


def test_taking_the_suggestions_leaves_nothing_to_suggest():
    text = "Den 14 mars 2022 var vi 47 anställda, eller 1 200 anställda, och 12,4 mkr."
    for hit in reversed(find(text)):
        text = text[: hit.start] + (hit.suggestion or "") + text[hit.end :]
    assert find(text) == []
