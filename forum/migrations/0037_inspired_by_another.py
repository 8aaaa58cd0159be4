"""No story is inspired by itself; links that say so go."""

from django.db import migrations, models


def drop_own(apps, schema_editor):
    """Delete the links of stories to themselves."""
    apps.get_model("forum", "Inspiration").objects.filter(
        from_story=models.F("to_story")
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("forum", "0041_expectation_and_units")]

    operations = [
        migrations.RunPython(drop_own, migrations.RunPython.noop),
        migrations.AddConstraint(
            "inspiration",
            models.CheckConstraint(
                condition=models.Q(("from_story", models.F("to_story")), _negated=True),
                name="inspiration_by_another",
            ),
        ),
    ]
