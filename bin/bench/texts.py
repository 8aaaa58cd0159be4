"""Made-up Swedish for the measured world: few texts, rendered once, as long as real ones."""

from random import Random

from forum.markdown import render

SENTENCES = (
    "Vi flyttade tavlan närmare linan och mötena blev kortare.",
    "Ställtiden gick upp de första sex veckorna, precis som coachen hade varnat för.",
    "Ingen frågade nattskiftet, och det visade sig vara **misstaget**.",
    "Efter sommaren mätte vi igen: *kassationen* hade halverats, men bara på den ena maskinen.",
    "Det som hjälpte var inte systemet utan att vi började prata med varandra.",
    "Leverantören ställde upp med en vecka till, och det räckte inte.",
    "Nu står det en timer på varje station, och ingen tittar på den.",
    "Råd: börja med en enda cell, och bestäm i förväg när du slutar.",
    "Vi trodde på tjugo procent. Det blev fyra, och vi vet fortfarande inte varför.",
    "Operatörerna skrev om instruktionen själva, med bilder i stället för text.",
)
KINDS = 60  # different texts; the database does not care, and rendering 20,000 takes a minute


def text(chance: Random, characters: int) -> str:
    """Sentences in two-sentence paragraphs until there are about so many characters."""
    paragraphs: list[str] = []
    while sum(len(one) + 2 for one in paragraphs) < characters:
        paragraphs.append(" ".join(chance.sample(SENTENCES, 2)))
    return "\n\n".join(paragraphs)[:characters]


def stock(chance: Random, characters: int) -> list[tuple[str, str]]:
    """`KINDS` texts of that length, each with its HTML."""
    return [(source, render(source)) for source in (text(chance, characters) for _ in range(KINDS))]
