"""Voices a moderator silences, and threads in which no new one begins for a time (T14)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add `silenced` and `voices_stopped_until`; what was silent so far stays so."""

    dependencies = [("forum", "0021_batch_dates")]
    operations = [
        migrations.AddField(
            model_name="persona",
            name="silenced",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="thread",
            name="voices_stopped_until",
            field=models.DateTimeField(
                editable=False, null=True, verbose_name="no new voices until"
            ),
        ),
    ]
