"""Measured values become exact on SQLite; PostgreSQL's columns stay as they are."""

from decimal import Decimal

from django.db import migrations

import forum.models.amount

COLUMNS = {"Measurement": ("baseline", "target", "result"), "Reading": ("value",)}
read = {}  # rows with their binary fractions, by model; SQLite itself would keep 15 digits of them


def read_fractions(apps, schema_editor):
    """Read SQLite's binary fractions as long as they are some."""
    if schema_editor.connection.vendor != "sqlite":
        return
    for name, columns in COLUMNS.items():
        table = apps.get_model("forum", name)._meta.db_table
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(f"SELECT id, {', '.join(columns)} FROM {table}")
            read[name] = cursor.fetchall()


def write_exactly(apps, schema_editor):
    """Write each as the shortest decimal that is this fraction, which is what was sent."""
    for name, rows in read.items():
        model = apps.get_model("forum", name)
        for pk, *values in rows:
            exact = (None if value is None else Decimal(repr(value)) for value in values)
            model.objects.filter(pk=pk).update(**dict(zip(COLUMNS[name], exact)))
    read.clear()


class Migration(migrations.Migration):
    dependencies = [("forum", "0010_newest_by_author")]

    operations = [
        migrations.RunPython(read_fractions, migrations.RunPython.noop),
        migrations.AlterField(
            "measurement",
            "baseline",
            forum.models.amount.AmountField(blank=True, null=True, verbose_name="before"),
        ),
        migrations.AlterField(
            "measurement",
            "target",
            forum.models.amount.AmountField(blank=True, null=True, verbose_name="target"),
        ),
        migrations.AlterField(
            "measurement",
            "result",
            forum.models.amount.AmountField(blank=True, null=True, verbose_name="result"),
        ),
        migrations.AlterField(
            "reading", "value", forum.models.amount.AmountField(verbose_name="value")
        ),
        migrations.RunPython(write_exactly, migrations.RunPython.noop),
    ]
