"""Topics and metrics from the reference files into their tables."""

from django.apps.registry import Apps

from accounts.reference import put, rows
from forum.vocabulary import FOLDER


def load(apps: Apps) -> None:
    """Write topics and metrics; running it again changes nothing."""
    for row in rows(FOLDER / "topics.csv"):
        names = {key: row[key] for key in ("name_sv", "name_en", "group")}
        put(apps, "forum.Topic", row["slug"], **names, synonyms=row["synonyms"].split(";"))
    for row in rows(FOLDER / "metrics.csv"):
        names = {key: row[key] for key in ("name_sv", "name_en", "unit", "direction")}
        put(apps, "forum.Metric", row["slug"], **names, topic_id=row["topic"] or None)
