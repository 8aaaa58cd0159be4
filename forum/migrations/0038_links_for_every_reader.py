"""Delete links that name the company of an anonymous teller: not all its readers can follow them."""

from typing import Any

from django.db import migrations
from django.db.models import F, Q


def drop_narrower(apps: Any, _editor: Any) -> None:
    links = apps.get_model("forum", "Inspiration").objects
    unnamed = links.filter(from_story__byline="anonymous")
    kept = unnamed.filter(
        Q(to_story__audience="public")
        | Q(to_story__audience="members", from_story__audience__in=["members", "circle"])
        | Q(
            to_story__audience="circle",
            from_story__audience="circle",
            to_story__circle=F("from_story__circle"),
        ),
        to_story__state="published",
    )
    unnamed.exclude(pk__in=kept.values("pk")).delete()


class Migration(migrations.Migration):
    """Once: from now on such links are refused, and dropped when an audience is narrowed."""

    dependencies = [("forum", "0036_render_again")]

    operations = [migrations.RunPython(drop_narrower, migrations.RunPython.noop)]
