"""A voice's proposal has no time: the constraint asked for an empty one, which the column refuses."""

from datetime import UTC, datetime

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Ask for the value that stands for no time."""

    dependencies = [("forum", "0016_newcomers_told")]

    operations = [
        migrations.RemoveConstraint(model_name="proposal", name="proposal_unnamed_holds_no_key"),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=Q(persona=None)
                | Q(
                    author=None,
                    proposed_at=datetime(1970, 1, 1, tzinfo=UTC),
                    answered_at=None,
                ),
                name="proposal_unnamed_holds_no_key",
            ),
        ),
    ]
