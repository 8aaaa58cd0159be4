"""Counties, industries, and the table of the shared cache."""

from django.core.management import call_command
from django.db import migrations

from accounts.reference import load


def fill(apps, schema_editor):
    load(apps)


def make_cache_table(apps, schema_editor):
    call_command("createcachetable", "tillit_cache", verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    ]
