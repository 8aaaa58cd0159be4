"""The project's own reference tables, read from the CSV files beside the code."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps.registry import Apps


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a reference file as dicts, in the file's order."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def load(apps: Apps) -> None:
    """Write counties and industries into their tables; running it again changes nothing.

    `apps` is the registry of a migration or the live one.
    """
    folder = Path(__file__).parent / "reference"
    for row in rows(folder / "counties.csv"):
        names = {key: row[key] for key in ("iso", "name_sv", "name_en", "nuts2")}
        put(apps, "accounts.County", row["code"], **names, nuts2_name=row["nuts2_name_sv"])
    for row in rows(folder / "sni_manufacturing.csv"):
        names = {key: row[key] for key in ("name_sv", "name_en")}
        group = {"group": row["coarse_group"], "group_name_sv": row["coarse_sv"]}
        put(apps, "accounts.Industry", row["code"], **names, **group)


def put(apps: Apps, model: str, key: str, **values: Any) -> None:
    """Create or bring up to date one reference row."""
    manager = apps.get_model(model)._default_manager
    manager.update_or_create(pk=key, defaults=values)
