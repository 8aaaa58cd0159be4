"""The words beside a number say whether it is a telephone's or an order's."""

import pytest

from forum.identifiers import Kind, find, find_keys

PHONES = ["0701234567", "08-123 456 78", "031-22 45 67", "020-100 200", "040-60-200", "0500-100 20"]


def kinds(text: str) -> list[tuple[Kind, str]]:
    return [(hit.kind, hit.text) for hit in find_keys(text) if sum(map(str.isdigit, hit.text)) > 5]


@pytest.mark.parametrize("number", PHONES)
@pytest.mark.parametrize(
    "words",
    [
        *(
            "Order {}",
            "order nr {}",
            "Tillverkningsordern {} stod.",
            "Ordernummer: {}",
            "Artikel {}",
        ),
        *(
            "Artikelnr. {}",
            "Detaljen {} (artikelnr) kostade 12,50.",
            "Ritning {} rev B",
            "ritn. {}",
        ),
        *("Batch {}", "batchen **{}**", "Charge: {}", "Serie {}", "serienr {}", "Programmet {}"),
        *("Mått {} mm", "{} mm", "Lager {}", "lagerplatsen {}", "Verktyg #{}", "| Artikel | {} |"),
        *("Part no. {}", "Drawing {}", "Serial number {}", "Purchase order: {}", "SKU {}"),
    ],
)
def test_a_number_of_something_is_no_telephone(words, number):
    ((kind, text),) = kinds(words.format(number))
    assert (kind, text.partition(" rev")[0]) == (Kind.REFERENCE_NUMBER, number)
    assert {hit.severity for hit in find(words.format(number))} == {"advise"}


@pytest.mark.parametrize("number", PHONES)
@pytest.mark.parametrize(
    "words",
    [
        *(
            "Ring {}",
            "Ring lagret på {}",
            "tel {}",
            "Telefonnummer: {}",
            "mobilnr {}",
            "Mitt nummer {}",
        ),
        *("Order 4711, ring {}", "Ring {} om order 4711", "Nås på {}", "Växel {}", "Han har {}"),
        *("{} (mobilnr)", "Vi är klara. {}", "Ordern är klar. {}", "Call {}", "Orderkontoret {}"),
    ],
)
def test_a_number_to_call_is_a_telephone(words, number):
    assert kinds(words.format(number)) == [(Kind.PHONE, number)]


@pytest.mark.parametrize("words", ["Serie {}", "artikelnummer {}", "Ritning {} rev C", "Lager: {}"])
def test_a_number_of_something_is_no_organisation(words):
    ((kind, text),) = kinds(words.format("5560360793"))
    assert (kind, text.partition(" rev")[0]) == (Kind.REFERENCE_NUMBER, "5560360793")


@pytest.mark.parametrize(
    "words", ["Org.nr {}", "orgnummer {}", "Organisationsnummer: {}", "Moms {}"]
)
def test_what_is_called_so_is_an_organisation(words):
    assert kinds(words.format("5560360793")) == [(Kind.ORGANISATION_NUMBER, "5560360793")]


@pytest.mark.parametrize(
    "words", ["Order {}", "artikelnummer {}", "Ritning {} rev C", "{} (batchnr)"]
)
def test_no_word_beside_it_makes_a_persons_number_harmless(words):
    assert kinds(words.format("850709-9805")) == [(Kind.PERSONAL_NUMBER, "850709-9805")]
