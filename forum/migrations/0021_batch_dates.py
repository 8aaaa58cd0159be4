"""Give what is anonymous the one time it has: the date of its batch, and none before (T8).

What was released before keeps the Monday of its week. Answers that wait are read by a moderator
first; what was held for that after it came out waits as held for its words. Entries of the audit
log stay as they were written: it is append-only.
"""

from datetime import UTC, datetime, timedelta

from django.db import migrations
from django.utils import timezone

NOT_OUT = datetime(1970, 1, 1, tzinfo=UTC)
OUT = ["published", "withdrawn"]


def give_dates(apps, schema_editor):
    """Date what waits, and undate what is not out."""
    today = timezone.localdate()
    monday = today + timedelta(days=7 - today.weekday())
    stories = apps.get_model("forum", "Story").objects.filter(byline="anonymous")
    stories.filter(state="scheduled").update(batch_on=monday)
    stories.exclude(state__in=OUT).update(told_at=NOT_OUT)
    stories.filter(state__in=OUT).update(publish_on=None)
    events = apps.get_model("forum", "StoryEvent").objects.filter(story__byline="anonymous")
    events.exclude(story__state__in=OUT).update(at=NOT_OUT)
    apps.get_model("forum", "Waiting").objects.update(queue_on=today)
    for name in ("Comment", "Case"):
        held = apps.get_model("forum", name).objects.filter(held_for="unnamed")
        held.update(held_for="words")


class Migration(migrations.Migration):
    dependencies = [("forum", "0020_batches")]

    operations = [migrations.RunPython(give_dates, migrations.RunPython.noop)]
