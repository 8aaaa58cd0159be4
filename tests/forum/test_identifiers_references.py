"""Numbers that lead to a company advise: orders, accounts, plates, postcodes, handles."""

import pytest

from forum.identifiers import Kind, find


def found(text: str, kind: Kind) -> list[str]:
    hits = find(text)
    assert {hit.severity for hit in hits if hit.kind is kind} <= {"advise"}
    return [hit.text for hit in hits if hit.kind is kind]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Order 4500187263 försvann.", "4500187263"),
        ("ordern nr 88123 stod i två veckor", "88123"),
        ("Det gällde artikel 22107466-03 igen.", "22107466-03"),
        ("artikelnummer: A-10233", "A-10233"),
        ("Ritning 812-4471 rev C var fel.", "812-4471 rev C"),
        ("maskinen, serienr 187263, är från 2009", "187263"),
        ("serienumret SN-4471-B", "SN-4471-B"),
        ("Batchen 20331 kasserades.", "20331"),
        ("charge 4471B gick i skroten", "4471B"),
        ("Faktura 900123 kom bort.", "900123"),
        ("kundnummer 10442", "10442"),
        ("part no. 77-1203 was wrong", "77-1203"),
        ("Purchase order 4500098 was late.", "4500098"),
        ("GTIN 7350012345678", "7350012345678"),
        ("På kartongen stod 7318690086123.", "7318690086123"),  # its check digit is right
        ("fyra sista 9805", "fyra sista 9805"),
        ("de fyra sista siffrorna är 9805", "de fyra sista siffrorna är 9805"),
        ("850709-****", "850709-****"),
    ],
)
def test_a_number_beside_its_word_is_found(text, number):
    assert found(text, Kind.REFERENCE_NUMBER) == [number]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Order 12 av 40 var klar.",
            "Vi hade 4500 order i kö.",
            "En order på 250 000 kr.",
            "artikel 7",
        ),
        *("Serien på 1200 st blev klar.", "order 250 000 kr", "detaljer 1200 st", "Projektet 2023"),
        *("Batchen tog 450 minuter.", "Vi fick 3200 av dem.", "7318690086124", "version 4711"),
        *("artikel 7", "mot 310", "Vi sa 115.", "ritningen från 2019", "artiklar 2024-03-11"),
    ],
)
def test_amounts_and_counts_lead_nowhere(text):
    assert found(text, Kind.REFERENCE_NUMBER) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("bankgiro 5050-1055", "bankgiro 5050-1055"),
        ("Bg: 123-4567", "Bg: 123-4567"),
        ("plusgirot 12 34 56-7", "plusgirot 12 34 56-7"),
        ("pg 4711-8", "pg 4711-8"),
        ("SE45 5000 0000 0583 9825 7466", "SE45 5000 0000 0583 9825 7466"),
        ("OCR 1234567897", "OCR 1234567897"),
        ("OCR-nummer: 55667788", "OCR-nummer: 55667788"),
        ("swish 123 456 78 90", "swish 123 456 78 90"),
        ("konto 8327-9 123 456 789", "konto 8327-9 123 456 789"),
    ],
)
def test_a_number_of_an_account_is_found(text, number):
    assert found(f"Betala till {text}, tack.", Kind.ACCOUNT_NUMBER) == [number]


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("Lastbilen ABC 12D stod kvar.", "ABC 12D"),
        ("Det var XYZ123 igen.", "XYZ123"),
        ("truck abc 123", "abc 123"),
        ("skåpbilen qwe-12r", "qwe-12r"),
    ],
)
def test_a_number_plate_is_found(text, plate):
    assert found(text, Kind.NUMBER_PLATE) == [plate]


@pytest.mark.parametrize("text", ["skruven DIN 912", "ISO 286", "TAK 850", "SEK 100", "ABC 1234"])
def test_a_standard_is_no_plate(text):
    assert found(text, Kind.NUMBER_PLATE) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("671 23 Arvika", "671 23"),
        ("SE-671 23 Arvika", "SE-671 23"),
        ("67123 Arvika", "67123"),
        ("postnummer 671 23", "postnummer 671 23"),
        ("Verkstadsgatan 12 B", "Verkstadsgatan 12 B"),
        ("Box 17, 671 23 Arvika", "Box 17"),
    ],
)
def test_a_postcode_or_street_is_found(text, code):
    assert code in found(f"Skicka till {text} genast.", Kind.POSTCODE)


@pytest.mark.parametrize("text", ["120 000 Volvobilar.", "mellan 100 20 och 30", "12 500 Kronor"])
def test_a_large_number_is_no_postcode(text):
    assert found(text, Kind.POSTCODE) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("anknytning 4711", "anknytning 4711"),
        ("ankn. 22 17", "ankn. 22 17"),
        ("internnummer 3012", "internnummer 3012"),
        ("ext 4711", "ext 4711"),
        ("tel 123 45", "tel 123 45"),
    ],
)
def test_a_number_inside_a_company_is_found(text, number):
    assert found(f"Fråga på {text}.", Kind.EXTENSION) == [number]


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("fråga @petra_svets om det", "@petra_svets"),
        ("vi är klara @jobbet.nu", "@jobbet.nu"),
        ("se linkedin.com/in/petra-svets-123", "linkedin.com/in/petra-svets-123"),
        ("https://www.instagram.com/svetsis/", "https://www.instagram.com/svetsis/"),
        ("följ facebook.com/vart.foretag", "facebook.com/vart.foretag"),
        ("på insta heter hon svets_petra", "svets_petra"),
        ("discord: kalle.svets", "kalle.svets"),
    ],
)
def test_a_name_on_another_platform_is_found(text, handle):
    assert found(text, Kind.HANDLE) == [handle]


@pytest.mark.parametrize("text", ["2 @ 3,50 kr", "skriv till bo@exempel.se", "Instagram är dåligt"])
def test_an_address_or_a_price_is_no_handle(text):
    assert found(text, Kind.HANDLE) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("noll sju noll ett sju fyra noll sex tre fem", Kind.PHONE),
        ("sju noll, ett sju fyra, noll sex, tre fem", Kind.PHONE),
        ("zero seven zero one seven four zero six three five", Kind.PHONE),
        ("åtta fem noll sju noll nio nio åtta noll fem", Kind.PERSONAL_NUMBER),
    ],
)
def test_a_number_said_digit_by_digit_blocks(text, kind):
    (hit,) = find(f"Ring {text} i dag")
    assert (hit.kind, hit.text, hit.severity) == (kind, text, "block")


def test_counting_aloud_dials_nobody():
    assert find("ett två tre fyra fem sex sju åtta nio, sa han, ett två tre") == []
