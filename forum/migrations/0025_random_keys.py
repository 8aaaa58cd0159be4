"""Random keys in place of counted ones, wherever an anonymous row can be reached (T5).

Keys are drawn anew for every row that exists, and the rows are laid in the order of the new keys,
so that neither says what was written first. A counted key becomes a text, the text 32 random
digits, and those a UUID: the one way that the schema editors of both databases know.
"""

from uuid import uuid4

from django.db import migrations, models
from django.db.models import CASCADE

RENEWED = ("Attribution", "Inspiration", "Reaction", "Reading", "Revision", "StoryEvent", "StoryTopic")
NAMING = ("Story", "Thread", "Comment")  # hold the key of an attribution

DIGITS = {
    "postgresql": "replace(gen_random_uuid()::text, '-', '')",
    "sqlite": (
        "lower(hex(randomblob(6)) || '4' || substr(hex(randomblob(2)), 2)"
        " || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2)"
        " || hex(randomblob(6)))"
    ),
}


def renumber(apps, schema_editor):
    """Give every row 32 random digits for a key, and what holds its key the same ones."""
    vendor = schema_editor.connection.vendor
    for table in (quoted(apps, schema_editor, name) for name in RENEWED[1:]):
        schema_editor.execute(f"UPDATE {table} SET id = {DIGITS[vendor]}")
    sources = quoted(apps, schema_editor, RENEWED[0])
    schema_editor.execute(
        "CREATE TEMPORARY TABLE drawn AS"
        f" SELECT id AS counted, {DIGITS[vendor]} AS key FROM {sources}"
    )
    schema_editor.execute("CREATE UNIQUE INDEX drawn_counted ON drawn (counted)")
    held = [(quoted(apps, schema_editor, name), "attribution_id") for name in NAMING]
    for table, column in [(sources, "id"), *held]:
        schema_editor.execute(
            f"UPDATE {table} SET {column} = (SELECT key FROM drawn WHERE counted = {column})"
            f" WHERE {column} IS NOT NULL"
        )
    schema_editor.execute("DROP TABLE drawn")
    if vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table can be altered before


def scatter(apps, schema_editor):
    """Lay the rows in another order than that in which they were written."""
    connection = schema_editor.connection
    for name in RENEWED:
        table = quoted(apps, schema_editor, name)
        if connection.vendor == "sqlite":
            schema_editor.execute(f"UPDATE {table} SET rowid = abs(random()) / 2")
            continue
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, table.strip('"'))
        [key] = [name for name, one in found.items() if one["primary_key"]]
        schema_editor.execute(f"CLUSTER {table} USING {schema_editor.quote_name(key)}")


def quoted(apps, schema_editor, name):
    """The name of a model's table, for SQL."""
    return schema_editor.quote_name(apps.get_model("forum", name)._meta.db_table)


def keyed(name, field):
    return migrations.AlterField(name, "id", field)


def link(name, table, **ends):
    """The table that Django made by itself, as a model."""
    fields = [("id", models.BigAutoField(primary_key=True, serialize=False))]
    fields += [(end, models.ForeignKey(to, CASCADE, related_name="+")) for end, to in ends.items()]
    options = {"db_table": table, "default_permissions": (), "unique_together": {tuple(ends)}}
    return migrations.CreateModel(name, fields, options)


class Migration(migrations.Migration):
    dependencies = [("forum", "0035_exact_amounts")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                link("StoryTopic", "forum_story_topics", story="forum.story", topic="forum.topic"),
                link(
                    "Inspiration",
                    "forum_story_inspired_by",
                    from_story="forum.story",
                    to_story="forum.story",
                ),
                migrations.AlterField(
                    "story",
                    "topics",
                    models.ManyToManyField(
                        "forum.topic",
                        related_name="stories",
                        through="forum.StoryTopic",
                        blank=True,
                        verbose_name="topics",
                    ),
                ),
                migrations.AlterField(
                    "story",
                    "inspired_by",
                    models.ManyToManyField(
                        "forum.story",
                        related_name="inspired",
                        through="forum.Inspiration",
                        blank=True,
                    ),
                ),
            ]
        ),
        migrations.AlterUniqueTogether("storytopic", set()),
        migrations.AlterUniqueTogether("inspiration", set()),
        *[
            keyed(name, models.CharField(max_length=32, primary_key=True, serialize=False))
            for name in RENEWED
        ],
        migrations.RunPython(renumber, migrations.RunPython.noop),
        *[
            keyed(name, models.UUIDField(default=uuid4, editable=False, primary_key=True, serialize=False))
            for name in RENEWED
        ],
        migrations.AddConstraint(
            "storytopic",
            models.UniqueConstraint(fields=("story", "topic"), name="story_topic_once"),
        ),
        migrations.AddConstraint(
            "inspiration",
            models.UniqueConstraint(fields=("from_story", "to_story"), name="inspiration_once"),
        ),
        keyed(
            "audithead",
            models.PositiveSmallIntegerField(
                default=1, editable=False, primary_key=True, serialize=False
            ),
        ),
        migrations.RunPython(scatter, migrations.RunPython.noop),
    ]
