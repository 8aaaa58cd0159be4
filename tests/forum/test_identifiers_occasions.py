"""Weeks with their year, days in words and feasts can be looked up; seasons stand for them."""

import pytest

from forum.identifiers import Kind, find


def found(text: str) -> list[tuple[str, str | None]]:
    return [(hit.text, hit.suggestion) for hit in find(text) if hit.kind is Kind.EXACT_DATE]


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("v. 12 2024", "våren 2024"),
        ("v12 2024", "våren 2024"),
        ("vecka 48, 2023", "hösten 2023"),
        ("veckorna 48 och 49 2023", "hösten 2023"),
        ("2024 v 27", "sommaren 2024"),
        ("2024-W12", "våren 2024"),
        ("v2412", "våren 2024"),
        ("week 12 of 2024", "våren 2024"),
        ("den tredje mars", "våren"),
        ("tjugofjärde december 2022", "vintern 2022–2023"),
        ("den trettionde april", "våren"),
        ("the third of March 2023", "spring 2023"),
        ("tisdagen den 14:e", None),
        ("midsommar 2023", "sommaren 2023"),
        ("julen 2022", "vintern 2022–2023"),
        ("påsken 2021", "våren 2021"),
        ("midsommarafton 2019", "sommaren 2019"),
        ("före påsk", "under våren"),
        ("veckan efter jul", "under vintern"),
        ("7 juli 85", "sommaren 1985"),
        ("14/3-22", "våren 2022"),
        ("14.3.22", "våren 2022"),
        ("22-03-14", "våren 2022"),
    ],
)
def test_a_day_that_can_be_looked_up_becomes_a_season(written, instead):
    assert found(f"det hände {written}.") == [(written, instead)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "vecka 12",
            "vecka 12-14",
            "vecka 12 - 14",
            "v 12 och 13",
            "våren 2023",
            "i mars",
            "till jul",
        ),
        *(
            "det tredje försöket",
            "första gången",
            "version 2.3.11",
            "12 mars-produkter"[3:],
            "3/4 av 20",
        ),
    ],
)
def test_what_says_no_day_is_left_alone(text):
    assert found(text) == []
