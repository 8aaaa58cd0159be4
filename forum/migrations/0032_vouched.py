"""Digests of numbers that a teller vouches for, with the text they stand in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column for each text that can be told anonymously."""

    dependencies = [("forum", "0012_silenced_voices")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="vouched",
            field=models.JSONField(default=list, editable=False),
        )
        for name in ("comment", "story", "waiting")
    ]
