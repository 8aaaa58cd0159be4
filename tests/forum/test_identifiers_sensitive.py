"""Health, pregnancy, union, faith and convictions of others advise, each as a kind of its own."""

import pytest

from forum.identifiers import Kind, find

SENSITIVE = {Kind.HEALTH, Kind.PREGNANCY, Kind.UNION, Kind.RELIGION, Kind.CONVICTION}


def found(text: str) -> list[tuple[Kind, str]]:
    hits = [hit for hit in find(text) if hit.kind in SENSITIVE]
    assert {hit.severity for hit in hits} <= {"advise"}
    return [(hit.kind, hit.text) for hit in hits]


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("Förmannen var sjukskriven hela hösten.", Kind.HEALTH, "sjukskriven"),
        ("Lena gick in i väggen.", Kind.HEALTH, "gick in i väggen"),
        ("Han har diabetes och måste äta.", Kind.HEALTH, "diabetes"),
        ("Operatören blev sjuk.", Kind.HEALTH, "sjuk"),
        ("Hon hade ont i ryggen.", Kind.HEALTH, "ont i ryggen"),
        ("En kollega fick en stroke.", Kind.HEALTH, "stroke"),
        ("Hans alkoholproblem syntes.", Kind.HEALTH, "alkoholproblem"),
        ("He was on sick leave.", Kind.HEALTH, "sick leave"),
        ("Montören blev gravid.", Kind.PREGNANCY, "gravid"),
        ("Skiftledaren var föräldraledig.", Kind.PREGNANCY, "föräldraledig"),
        ("Hon väntade barn i maj.", Kind.PREGNANCY, "väntade barn"),
        ("The operator was pregnant.", Kind.PREGNANCY, "pregnant"),
        ("Han är med i facket.", Kind.UNION, "är med i facket"),
        ("Kalle var medlem i IF Metall.", Kind.UNION, "var medlem i IF Metall"),
        ("Hon är fackligt aktiv.", Kind.UNION, "fackligt aktiv"),
        ("IF Metall avd 28 höll med.", Kind.UNION, "IF Metall avd 28"),
        ("ordförande i Unionen", Kind.UNION, "ordförande i Unionen"),
        ("He joined the union.", Kind.UNION, "joined the union"),
        ("Två muslimer på nattskiftet bad om det.", Kind.RELIGION, "muslimer"),
        ("Han är frikyrklig.", Kind.RELIGION, "frikyrklig"),
        ("Under ramadan orkade de mindre.", Kind.RELIGION, "ramadan"),
        ("Hon är Jehovas vittne.", Kind.RELIGION, "Jehovas vittne"),
        ("Svetsaren hade suttit inne.", Kind.CONVICTION, "suttit inne"),
        ("Han dömdes för misshandel.", Kind.CONVICTION, "dömdes för"),
        ("En av oss var straffad.", Kind.CONVICTION, "straffad"),
        ("De hade fotboja på sig.", Kind.CONVICTION, "fotboja"),
        ("She had a criminal record.", Kind.CONVICTION, "criminal record"),
    ],
)
def test_what_is_protected_most_is_found(text, kind, said):
    assert found(text) == [(kind, said)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Det finns en sjukdom i maskinen.",
            "Detaljen låg i facket.",
            "Lägg den i facket till vänster.",
        ),
        *(
            "Sjukfrånvaron sjönk med 2 procent.",
            "Facket höll med oss.",
            "Utmattning i stålet gav sprickan.",
        ),
        *(
            "Projektet var dömt att misslyckas.",
            "Maskinen blev sjuk.",
            "Cylinderns stroke är 200 mm.",
        ),
        *("Linan stal tid från oss.", "Vi gjorde en operation till.", "Larmet gick i tre dagar."),
        *(
            "Vi kör abort i programmet.",
            "The alarm was disabled.",
            "Vi trodde på lean.",
            "Unionens regler.",
        ),
        *("Jag var sjukskriven i ett år.", "Jag är med i facket.", "I was pregnant then."),
    ],
)
def test_machines_compartments_and_oneself_are_left_alone(text):
    assert found(text) == []
