"""Nobody can say who told something anonymously, from the first word (T5, T6)."""

from typing import Any

from django.db import migrations

GONE = ("seal", "reveal")


def forget_rights(apps: Any, schema_editor: Any) -> None:
    """Take away the right to reveal, from whoever had it, and the models' other rights."""
    apps.get_model("contenttypes", "ContentType").objects.filter(
        app_label="forum", model__in=GONE
    ).delete()


def forget_requests(apps: Any, schema_editor: Any) -> None:
    """Drop wishes to widen what is anonymous: it can only be narrowed now."""
    apps.get_model("forum", "Story").objects.filter(byline="anonymous").update(
        requested_audience="", requested_circle=None
    )


class Migration(migrations.Migration):
    """Drop the sealed links and the record of reveals, with the rights that went with them."""

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("forum", "0030_words_of_files"),
    ]
    operations = [
        migrations.DeleteModel("Seal"),
        migrations.DeleteModel("Reveal"),
        migrations.RunPython(forget_rights, migrations.RunPython.noop),
        migrations.RunPython(forget_requests, migrations.RunPython.noop),
    ]
