"""Topics, metrics and the first guidelines from the reference files into their tables."""

import tomllib
from typing import Any

from django.apps.registry import Apps

from accounts.reference import put, rows
from forum.vocabulary import FOLDER

METRIC = ("name_sv", "name_en", "unit", "unit_en", "direction")


def load(apps: Apps) -> None:
    """Write topics and metrics; running it again changes nothing."""
    for row in rows(FOLDER / "topics.csv"):
        names = {key: row[key] for key in ("name_sv", "name_en", "group")}
        put(apps, "forum.Topic", row["slug"], **names, synonyms=row["synonyms"].split(";"))
    for row in rows(FOLDER / "metrics.csv"):
        values = {key: row[key] for key in METRIC if has_field(apps, "forum.Metric", key)}
        put(apps, "forum.Metric", row["slug"], **values, topic_id=row["topic"] or None)


def has_field(apps: Apps, model: str, name: str) -> bool:
    """Tell whether a model has a field; that of an early migration may lack a later one."""
    return name in {field.name for field in apps.get_model(model)._meta.get_fields()}


def guidelines() -> dict[str, Any]:
    """The first version of the guidelines, as the reference file has it."""
    return tomllib.loads((FOLDER / "guidelines.toml").read_text(encoding="utf-8"))


def load_guidelines(apps: Apps) -> None:
    """Publish the first version of the guidelines; where it stands already it stays as it is."""
    told = guidelines()
    rules: list[dict[str, Any]] = told.pop("rules")
    texts = {key: value.strip() if isinstance(value, str) else value for key, value in told.items()}
    versions = apps.get_model("forum.Guidelines")._default_manager
    known = {
        name: text for name, text in texts.items() if has_field(apps, "forum.Guidelines", name)
    }
    first, is_new = versions.get_or_create(version=known.pop("version"), defaults=known)
    if is_new:
        numbered = apps.get_model("forum.Rule")._default_manager
        for number, rule in enumerate(rules, 1):
            numbered.create(guidelines=first, number=number, **rule)
