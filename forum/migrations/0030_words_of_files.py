"""Files keep the words read on their pages; anonymous ones are called by their place alone."""

import re

from django.db import migrations, models

EXTENSION = re.compile(r"\.[a-z]{3,4}$")


def call_by_place(apps, schema_editor):
    """Names given by whoever told anonymously told of them."""
    attachments = apps.get_model("forum", "Attachment").objects
    for attachment in attachments.filter(story__byline="anonymous"):
        found = EXTENSION.search(attachment.name)
        attachment.name = f"bilaga-{attachment.position}{found[0] if found else ''}"
        attachment.save(update_fields=["name"])


class Migration(migrations.Migration):
    dependencies = [("forum", "0015_proposals")]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="words",
            field=models.TextField(
                blank=True, default="", editable=False, verbose_name="words on its pages"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(call_by_place, migrations.RunPython.noop, elidable=True),
    ]
