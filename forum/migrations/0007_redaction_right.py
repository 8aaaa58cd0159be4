"""Removing passages for good is a right of its own; redactions have no others."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0006_first_guidelines'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='redaction',
            options={'default_permissions': (), 'permissions': [('remove_passages', 'Can remove passages for good')], 'verbose_name': 'redaction', 'verbose_name_plural': 'redactions'},
        ),
    ]
