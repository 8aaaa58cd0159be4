"""Personal identity numbers, organisation numbers, addresses and telephone numbers block."""

import pytest

from forum.identifiers import Kind, find


def kinds(text: str) -> list[tuple[str, str]]:
    return [(hit.kind.value, hit.text) for hit in find(text)]


# Made up; the check digits are right.
@pytest.mark.parametrize(
    "number",
    [
        "850709-9805",
        "8507099805",
        "19850709-9805",
        "198507099805",
        "19850709 9805",
        "850709+9805",
        "850769-9802",  # a coordination number: the day plus 60
        "198507699802",
    ],
)
def test_a_personal_identity_number_is_found_in_every_spelling(number):
    assert kinds(f"Numret är {number}, skrev hon.") == [("personal_number", number)]


@pytest.mark.parametrize(
    "number", ["556036-0793", "5560360793", "16556036-0793", "165560360793", "SE556036079301"]
)
def test_an_organisation_number_is_found_in_every_spelling(number):
    assert kinds(f"Vi fakturerar {number}.") == [("organisation_number", number)]


@pytest.mark.parametrize(
    "text",
    [
        "Talet 850709-9806 är fel.",  # a wrong check digit
        "Talet 859909-9805 är fel.",  # no such month, wrong for an organisation too
        "Räknaren stod på X8507099805.",
        "Räknaren stod på 1234567890.",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "number",
    [
        "070-123 45 67",
        "0701234567",
        "08-12 34 56 78",
        "0346-12345",
        "+46 70 123 45 67",
        "+46 (0)70-123 45 67",
        "0046701234567",
        "+49 30 123456",
    ],
)
def test_a_telephone_number_is_found_as_people_write_it(number):
    assert kinds(f"Ring mig på {number} så berättar jag.") == [("phone", number)]


def test_two_telephone_numbers_beside_each_other_are_two():
    assert [text for _, text in kinds("Nås på 070-123 45 67 070-765 43 21.")] == [
        "070-123 45 67",
        "070-765 43 21",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "OEE var 62 65 70 75 80 under veckorna.",
        "Ställtiden gick från 42 till 12 minuter.",
        "Kassationen var 0,5 0,7 0,81 procent.",
        "Kapitel 1.2.3 och 4-5-6.",
    ],
)
def test_series_of_measurements_are_no_telephone_numbers(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "address", ["bo.ek@exempel.se", "BO+lean@mejl.exempel.co.uk", "bo(at)exempel.se", "å@öl.se"]
)
def test_an_address_is_found_even_when_it_hides(address):
    assert kinds(f"Skriv till {address}!") == [("email", address)]


@pytest.mark.parametrize("address", ["https://exempel.se/om?x=1", "www.exempel.se", "exempel.se"])
def test_a_web_address_advises(address):
    (hit,) = find(f"Läs mer på {address}.")
    assert (hit.kind, hit.text, hit.severity) == (Kind.URL, address, "advise")


def test_a_missing_space_after_a_full_stop_is_no_domain():
    assert kinds("Till slut blev det klart.Nu provar vi igen.") == []


def test_what_leads_straight_to_somebody_blocks_and_is_best_left_out():
    hits = find("850709-9805 och 556036-0793, bo@exempel.se eller 070-123 45 67")
    assert [hit.severity for hit in hits] == ["block"] * 4
    assert {hit.suggestion for hit in hits} == {""}


@pytest.mark.parametrize(
    "number",
    ["850709/9805", "850709.9805", "1985-07-09-9805", "1985.07.09-9805", "85-07-09-9805"],
)
def test_a_personal_identity_number_may_have_any_separator(number):
    assert kinds(f"Numret är {number}, skrev hon.") == [("personal_number", number)]


@pytest.mark.parametrize("text", ["2024-03-11 1412 stod det", "klockan 850709 9806"])
def test_a_day_and_a_time_are_no_persons_number(text):
    assert "personal_number" not in {kind for kind, _ in kinds(text)}


@pytest.mark.parametrize(
    "number",
    [
        *(
            "070.174.06.35",
            "070/1740635",
            "0 7 0 1 7 4 0 6 3 5",
            "46701740635",
            "+46(0)70-174 06 35",
        ),
        *("(070) 174 06 35", "0701-74 06 35", "+46 70 1740635", "0046 70 174 06 35"),
    ],
)
def test_a_telephone_number_is_found_with_any_separator(number):
    assert kinds(f"Ring mig på {number} i morgon.") == [("phone", number)]


@pytest.mark.parametrize(
    "text",
    [
        *("Skiftet gick 06.00 12.30 och 06:00-14:00.", "Fel: 0 7 0 1 2 9 4 6 3 8 2 1."),
        *("Axeln 0-100 20 30", "Mellan 06-14 och 14-22", "Måttet 812-070-1740635"),
    ],
)
def test_times_and_counts_are_no_telephone(text):
    assert "phone" not in {kind for kind, _ in kinds(text)}


@pytest.mark.parametrize(
    "address",
    [
        *("bo [at] exempel [dot] se", "bo(a)exempel.se", "bo (at) exempel punkt se"),
        *("bo at exempel dot se", "bo snabel-a exempel.se", "bo snabela exempel punkt se"),
        *("bo @ exempel . se", "bo{at}exempel.se", "bo punkt ek snabel-a exempel punkt se"),
        *("BO [AT] EXEMPEL [DOT] SE", "bo_at_exempel_dot_se", "bo[snabel-a]exempel(punkt)com"),
        *("bo.ek at mejl.exempel.se", "bo@\nexempel.se", "bo@exem-\npel.se", "info at exempel.se"),
    ],
)
def test_an_address_written_around_is_an_address(address):
    assert kinds(f"Skriv till {address}, gärna i dag.") == [("email", address)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We met at example.se and talked.", "sv"),
        ("The line at plant.se stood.", "en"),
        ("Alternativ (a) bra.Men dyrt.", "sv"),
        ("Vi köpte 2 @ 3.50 styck.", "sv"),
        ("Vi valde (a) och (b).", "sv"),
        ("Vi är klara @jobbet.nu", "sv"),
    ],
)
def test_a_sentence_is_no_address(text, language):
    assert Kind.EMAIL not in {hit.kind for hit in find(text, language=language)}
