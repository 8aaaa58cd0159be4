"""Expectations say when they were written; metrics have their unit in English too."""

from typing import Any

from django.db import migrations, models
from django.db.models import F, Q

from forum import reference


def load_units(apps: Any, _editor: Any) -> None:
    reference.load(apps)


def thaw(apps: Any, _editor: Any) -> None:
    """Let expectations stand that hold something and are out, and no others."""
    stories = apps.get_model("forum", "Story").objects.exclude(expectation_frozen_on=None)
    stories.filter(Q(expectation="") | ~Q(state="published")).update(expectation_frozen_on=None)


def leave_names_to_the_list(apps: Any, _editor: Any) -> None:
    """Forget copies of a metric's own name and unit: they are read from it in either language."""
    measured = apps.get_model("forum", "Measurement").objects
    for column, own in (("name", "metric__name_sv"), ("unit", "metric__unit")):
        copies = measured.filter(**{column: F(own)})
        measured.filter(pk__in=list(copies.values_list("pk", flat=True))).update(**{column: ""})


class Migration(migrations.Migration):
    """Columns, the reference rows and what is known of rows that exist."""

    dependencies = [("forum", "0038_links_for_every_reader")]

    operations = [
        migrations.AddField(
            model_name="metric",
            name="unit_en",
            field=models.CharField(blank=True, max_length=40, verbose_name="unit in English"),
        ),
        migrations.AddField(
            model_name="story",
            name="expectation_month",
            field=models.DateField(
                blank=True,
                help_text="the first of the month",
                null=True,
                verbose_name="month of the expectation",
            ),
        ),
        migrations.AddField(
            model_name="story",
            name="expectation_written",
            field=models.CharField(
                blank=True,
                choices=[("before", "written before"), ("recalled", "recalled afterwards")],
                max_length=10,
                verbose_name="when the expectation was written",
            ),
        ),
        migrations.AlterField(
            model_name="measurement",
            name="name",
            field=models.CharField(blank=True, max_length=120, verbose_name="what was measured"),
        ),
        migrations.AlterField(
            model_name="measurement",
            name="unit",
            field=models.CharField(blank=True, max_length=40, verbose_name="unit"),
        ),
        migrations.AlterField(
            model_name="metric",
            name="unit",
            field=models.CharField(max_length=40, verbose_name="unit in Swedish"),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.CheckConstraint(
                condition=Q(metric__isnull=False) | (~Q(name="") & ~Q(unit="")),
                name="measure_without_metric_is_named",
            ),
        ),
        migrations.RunPython(load_units, migrations.RunPython.noop),
        migrations.RunPython(thaw, migrations.RunPython.noop),
        migrations.RunPython(leave_names_to_the_list, migrations.RunPython.noop),
    ]
