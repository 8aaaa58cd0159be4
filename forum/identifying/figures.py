"""Figures that stand in fields of their own: days of cycles and numbers of employees."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from math import floor, log10

from forum.identifiers import Kind
from forum.identifying.found import Found
from forum.identifying.places import Parts
from forum.models.sections import first_of_month

_STAFF = r"(?:tillsvidare|heltids|deltids|års)?anställda|medarbetare|årsarbetare|personalstyrka"
_STAFF_EN = r"employees|head ?count|staff(?: members)?|workforce|FTEs?"
_HEADCOUNT = re.compile(
    rf"(?:(?:totalt )?antal(?:et)? |(?:total )?number of )?(?:{_STAFF}|{_STAFF_EN})", re.IGNORECASE
)


def days(parts: Parts) -> Iterator[Found]:
    """Exact days of cycles; the first of the month stands for the month and is left alone."""
    for index, cycle in enumerate(parts["cycles"]):
        for name in ("started_on", "ended_on"):
            day = cycle[name] and date.fromisoformat(cycle[name])
            if day and day != first_of_month(day):
                pointer, roughly = f"/cycles/{index}/{name}", first_of_month(day).isoformat()
                yield figure(pointer, day.isoformat(), Kind.EXACT_DATE, roughly)


def headcounts(parts: Parts) -> Iterator[Found]:
    """Values of measurements that say how many work in the company, read again ones too."""
    told = {one["id"] for one in parts["measurements"] if is_headcount(one["name"], one["unit"])}
    for index, one in enumerate(parts["measurements"]):
        if one["id"] in told:
            for name in ("baseline", "target", "result"):
                yield from headcount(f"/measurements/{index}/{name}", one[name])
    for pointer, reading in readings(parts):
        if reading["measurement"] in told:
            yield from headcount(pointer, reading["value"])


def readings(parts: Parts) -> Iterator[tuple[str, dict[str, str]]]:
    """The readings of all follow-ups, with their places."""
    for index, follow_up in enumerate(parts["follow_ups"]):
        own = [one for one in parts["readings"] if one["position"] == follow_up["position"]]
        for place, reading in enumerate(own):
            yield f"/follow_ups/{index}/readings/{place}/value", reading


def is_headcount(name: str, unit: str) -> bool:
    """Tell whether a measurement counts the people of the company: not "dagar per anställd"."""
    return bool(_HEADCOUNT.fullmatch(name.strip()) or _HEADCOUNT.fullmatch(unit.strip()))


def headcount(pointer: str, value: str | None) -> Iterator[Found]:
    """A number that is exact; one figure of it tells a reader enough."""
    number = Decimal(value) if value else Decimal(0)
    if number < 1:
        return
    roughly = f"{round(number, -floor(log10(number))):.0f}"
    written = f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
    if written != roughly:
        yield figure(pointer, written, Kind.EXACT_HEADCOUNT, roughly)


def figure(pointer: str, written: str, kind: Kind, roughly: str) -> Found:
    """A figure as a finding: it only advises."""
    return Found(pointer, 0, len(written), written, kind, blocks=False, suggestion=roughly)
