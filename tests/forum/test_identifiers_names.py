"""Capital letters inside sentences give names away; those that language explains do not."""

import pytest

from forum.identifiers import Kind, find


def found(text: str) -> list[str]:
    return [hit.text for hit in find(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Vi köpte maskinen av Zwick och ångrade oss.", "Zwick"),
        ("Ordern från Östanå Bruk försvann.", "Östanå Bruk"),
        ("Det var Zbigniew Ågren som såg felet.", "Zbigniew Ågren"),
        ("Vi åkte bl.a. till Zwick och t.ex. hem.", "Zwick"),
        ("Vår kollega Carl af Åkerö sa nej.", "Carl af Åkerö"),
        ("Zwick Ånäs levererade fel stål.", "Zwick Ånäs"),
        ("Stålet kom från SKRV-verket.", "SKRV-verket"),
        ("Vi frågade R&S om råd.", "R&S"),
        ("Kursen gavs av Ånäs universitet.", "Ånäs universitet"),
        ("Det avgjorde Åkerö kommun.", "Åkerö kommun"),
        ("Rådet kom från University of Zwick.", "University of Zwick"),
        ("Vi mätte. Zwick hjälpte oss, och utan Zwick gick det inte.", "Zwick"),
    ],
)
def test_a_name_nobody_has_listed_is_found(text, name):
    assert set(found(text)) == {name}
    assert find(text)[0].severity == "advise"


@pytest.mark.parametrize(
    "text",
    [
        "Vi provade Lean, Kaizen och Six Sigma med OEE, 5S, A3 och PDCA.",
        "Operatörerna mätte. Ställtiden föll! Varför? Underhållet sköttes.",
        "# Bakgrund\n\n- Ställtid\n- Kassation\n1. Spill\n> Råvaran tog slut\n| Skift | Utfall |",
        "Hon sa: ”Vi gjorde fel.” Han sa: ”Truckarna stod.”",
        "I måndags och i mars var en svensk coach här.",
        "Vår VD och IT-chefen läste ISO 9001 i Excel.",
        "OEE-tavlan och Leanresan och EU-projektet.",
        "**Resultat:** kassationen föll.",
        "VAD VI LÄRDE OSS OM STÄLLTIDER",
        "In March we tried Lean on Monday, and I think it worked.",
        "Kör `Zwick Start` i styrsystemet.\n\n```\nZwick Stopp\n```",
        "Vi borrade M12 i Z3, steg 2.",
        "Mätningen OEE visade lite. Borren X850 saknades.",
        "Bolagets vd sa nej. Leverantörernas lager tog slut. TPU:n brast. SPSen stod.",
    ],
)
def test_what_language_and_trade_write_with_a_capital_is_no_name(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Trollhättan har fler.", Kind.PLACE, "Trollhättan"),
        ("Det är långt till Gnosjös sjöar.", Kind.PLACE, "Gnosjös"),
        ("Vi reste till New York i våras.", Kind.PLACE, "New York"),
        ("Lena tyckte annorlunda.", Kind.PERSON, "Lena"),
        ("Per Ågren tyckte annorlunda.", Kind.PERSON, "Per Ågren"),
        ("Evertsson tyckte annorlunda.", Kind.PERSON, "Evertsson"),
        ("Scania ställde krav.", Kind.NAME, "Scania"),
        ("Zwickas produktionschef ställde krav.", Kind.NAME, "Zwickas"),
        ("ÅnäsPlåt ställde krav.", Kind.NAME, "ÅnäsPlåt"),
        ("Å&R ställde krav.", Kind.NAME, "Å&R"),
    ],
)
def test_where_a_sentence_begins_something_else_speaks_for_a_name(text, kind, name):
    (hit,) = find(text)
    assert (hit.kind, hit.text) == (kind, name)


def test_a_colleague_stands_in_for_a_persons_name():
    assert [hit.suggestion for hit in find("Vi frågade Lena om Annas idé.")] == [
        "en kollega",
        "en kollegas",
    ]
