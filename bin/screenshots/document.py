"""Putting pictures and texts in place: small files, and blocks between markers."""

import json
import re
from io import BytesIO
from typing import Any

from PIL import Image

from screenshots import ROOT

PICTURES = ROOT / "docs" / "pictures"
DOCUMENTS = {"sv": ROOT / "docs" / "moderering.md", "en": ROOT / "docs" / "moderation.md"}
COLOURS = 64  # of a page of text: none is missed, and a picture is a fifth of its size
LARGEST = 120_000  # bytes of a picture
BLOCK = re.compile(r"(<!-- made: (\w+) -->\n```\w*\n).*?(```)", re.DOTALL)
# What differs from one run to the next says nothing to a reader.
VARYING = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|\d{4}-\d\d-\d\dT[^\"]+|(?<=:)[0-9a-f]{64}"
)


def keep(name: str, png: bytes) -> None:
    """Write a picture as a palette of few colours; ValueError for one that is still too large."""
    image = Image.open(BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    if file.tell() > LARGEST:
        raise ValueError(f"{name} has {file.tell()} bytes")
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / name).write_bytes(file.getvalue())


def fill(language: str, texts: dict[str, str]) -> None:
    """Write each text into the block of its name; KeyError for a block there is no text for."""
    path = DOCUMENTS[language]
    told = {name: VARYING.sub("…", text.strip()) + "\n" for name, text in texts.items()}
    path.write_text(BLOCK.sub(lambda block: block[1] + told[block[2]] + block[3], path.read_text()))


def pretty(answer: Any) -> str:
    """JSON as a reader of the document likes it."""
    return json.dumps(answer, ensure_ascii=False, indent=2)
