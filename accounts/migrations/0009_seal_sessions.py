"""Sessions are sealed with their tokens, which only clients have: those that are there end.

And nobody's second factor says any more when it was last used.
"""

from django.db import migrations


def end_sessions(apps, schema_editor):
    apps.get_model("accounts", "Session").objects.all().delete()
    apps.get_model("mfa", "Authenticator").objects.update(last_used_at=None)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_drop_cache_table"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [migrations.RunPython(end_sessions, migrations.RunPython.noop)]
