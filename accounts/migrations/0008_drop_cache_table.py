"""The cache lies with the counters now: the table was a list of who signed in at which second."""

from django.core.management import call_command
from django.db import migrations


def make_cache_table(apps, schema_editor):
    call_command("createcachetable", "tillit_cache", verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_moderation_settings")]
    operations = [
        migrations.RunSQL("DROP TABLE IF EXISTS tillit_cache", migrations.RunSQL.noop),
        migrations.RunPython(migrations.RunPython.noop, make_cache_table),
    ]
