"""Topics and metrics from the reference files."""

from django.db import migrations

from forum.reference import load


def fill(apps, schema_editor):
    load(apps)


class Migration(migrations.Migration):
    dependencies = [("forum", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
