"""Until when no new anonymous voice begins in a circle (T14)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add `voices_stopped_until`."""

    dependencies = [("accounts", "0006_anonymity_of_circles")]
    operations = [
        migrations.AddField(
            model_name="circle",
            name="voices_stopped_until",
            field=models.DateTimeField(
                editable=False, null=True, verbose_name="no new voices until"
            ),
        ),
    ]
