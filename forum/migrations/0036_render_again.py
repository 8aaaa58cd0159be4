"""The HTML kept with texts is made anew, since it left out some of what was written."""

from django.db import migrations

from forum.markdown import render

AT_ONCE = 500


def of_bodies(apps, name):
    """Render the bodies of a model; rows that look as before are not written."""
    model = apps.get_model("forum", name)
    changed = []
    for row in model.objects.exclude(body="").only("body", "body_html").order_by().iterator():
        html = render(row.body)
        if html != row.body_html:
            row.body_html = html
            changed.append(row)
    model.objects.bulk_update(changed, ["body_html"], batch_size=AT_ONCE)


def of_sections(apps):
    """Render the sections of stories."""
    model = apps.get_model("forum", "Story")
    changed = []
    for row in model.objects.exclude(sections_html={}).order_by().iterator():
        html = {name: render(getattr(row, name)) for name in row.sections_html}
        if html != row.sections_html:
            row.sections_html = html
            changed.append(row)
    model.objects.bulk_update(changed, ["sections_html"], batch_size=AT_ONCE)


def render_again(apps, schema_editor):
    """Show all that was written, in what was written before."""
    of_bodies(apps, "Thread")
    of_bodies(apps, "Comment")
    of_sections(apps)


class Migration(migrations.Migration):
    dependencies = [("forum", "0025_random_keys")]

    operations = [migrations.RunPython(render_again, migrations.RunPython.noop)]
