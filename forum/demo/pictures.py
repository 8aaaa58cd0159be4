"""Two illustrations drawn from a story's own figures, and cleaned like anybody's upload."""

from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from forum.demo.reading import Words
from forum.uploads import CleanFile, clean_upload

SIZE: Final = (900, 520)
FLOOR, TOP, LEFT = 440, 60, 70
INK, BAR, GOAL = (40, 44, 52), (74, 124, 148), (190, 96, 54)
LETTERS: Final = 22  # pixels; the font Pillow brings has no å, ä, ö, so labels do without


@dataclass(frozen=True, slots=True)
class Picture:
    """What to draw for a story: which of its measurements, as which file, under which caption."""

    metric: str
    format: str
    name: str
    caption: str


PICTURES: Final = {
    "stalltid": Picture(
        "setup_time",
        "PNG",
        "ställtid.png",
        "Ställtid i minuter, före, efter och vid uppföljningarna. Linjen är målet.",
    ),
    "oee-arligt": Picture(
        "oee",
        "PDF",
        "oee.pdf",
        "OEE i procent från tavlan: först sämre, sedan bättre. Linjen är målet.",
    ),
}


def picture_of(words: Words) -> tuple[CleanFile, str] | None:
    """The cleaned picture of a story and its caption, if it has one.

    It takes seconds in a child process and so belongs before a transaction.
    """
    wanted = PICTURES.get(words["key"])
    if wanted is None:
        return None
    file = BytesIO()
    _draw(words, wanted.metric).save(file, format=wanted.format)
    return clean_upload(file.getvalue(), name=wanted.name), wanted.caption


def _draw(words: Words, metric: str) -> Image.Image:
    """Bars from start to the last follow-up, with the target as a line."""
    measured = next(each for each in words["measurements"] if each["metric"] == metric)
    bars = [("Start", measured["baseline"]), ("Resultat", measured["result"])]
    for follow_up in words["follow_ups"]:
        values = {each["metric"]: each["value"] for each in follow_up.get("values", [])}
        if metric in values:
            bars.append((f"{follow_up['months']} m", values[metric]))
    image = Image.new("RGB", SIZE, "white")
    _paint(ImageDraw.Draw(image), bars, measured["target"])
    return image


def _paint(draw: ImageDraw.ImageDraw, bars: list[tuple[str, str]], target: str) -> None:
    font = ImageFont.load_default(size=LETTERS)
    highest = max(Decimal(value) for value in (target, *(value for _, value in bars)))
    step = (SIZE[0] - 2 * LEFT) // len(bars)

    def height(value: str) -> int:
        return FLOOR - int((FLOOR - TOP) * Decimal(value) / highest)

    for number, (label, value) in enumerate(bars):
        left = LEFT + number * step
        draw.rectangle((left, height(value), left + step * 2 // 3, FLOOR), fill=BAR)
        draw.text((left, height(value) - 30), value.replace(".", ","), fill=INK, font=font)
        draw.text((left, FLOOR + 12), label, fill=INK, font=font)
    line = height(target)
    draw.line((LEFT - 20, line, SIZE[0] - LEFT, line), fill=GOAL, width=3)
    draw.text((LEFT - 20, SIZE[1] - 40), f"Linjen: {target}", fill=GOAL, font=font)
