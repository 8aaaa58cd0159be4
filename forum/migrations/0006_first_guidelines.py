"""The first version of the guidelines, so that there is always one to rest a decision on."""

from django.db import migrations

from forum.reference import load_guidelines


def fill(apps, schema_editor):
    load_guidelines(apps)


class Migration(migrations.Migration):
    dependencies = [("forum", "0005_moderation")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
