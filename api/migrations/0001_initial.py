"""Answers kept for repeated requests."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Create IdempotencyRecord."""

    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="IdempotencyRecord",
            fields=[
                (
                    "digest",
                    models.CharField(max_length=64, primary_key=True, serialize=False),
                ),
                ("fingerprint", models.CharField(max_length=64)),
                ("sealed", models.BinaryField(default=b"")),
                ("created_at", models.DateTimeField(db_index=True)),
            ],
            options={"verbose_name": "idempotency record"},
        ),
    ]
