"""What companies and the programme promise, and danger to life or health as a reason."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from forum import reference


def word_the_promises(apps: Any, _editor: Any) -> None:
    """Put the promises into versions that have none: they came with the first release."""
    words = {name: text.strip() for name, text in reference.guidelines().items() if "promise" in name}
    apps.get_model("forum", "Guidelines").objects.filter(company_promise_sv="").update(**words)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_seal_sessions'),
        ('forum', '0011_no_seals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CompanyPromise',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('accepted_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='accepted')),
            ],
            options={
                'verbose_name': "company's promise",
                'verbose_name_plural': "companies' promises",
                'ordering': ('-accepted_on', 'company'),
                'default_permissions': ('view',),
            },
        ),
        migrations.AlterModelOptions(
            name='case',
            options={'ordering': ('-urgent', 'opened_at', 'id'), 'verbose_name': 'case', 'verbose_name_plural': 'cases'},
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='case_waiting',
        ),
        migrations.AddField(
            model_name='case',
            name='urgent',
            field=models.BooleanField(default=False, verbose_name='danger to life or health'),
        ),
        migrations.AddField(
            model_name='guidelines',
            name='company_promise_en',
            field=models.TextField(blank=True, verbose_name="a company's promise in English"),
        ),
        migrations.AddField(
            model_name='guidelines',
            name='company_promise_sv',
            field=models.TextField(blank=True, verbose_name="a company's promise in Swedish"),
        ),
        migrations.AddField(
            model_name='guidelines',
            name='programme_promise_en',
            field=models.TextField(blank=True, verbose_name="the programme's promise in English"),
        ),
        migrations.AddField(
            model_name='guidelines',
            name='programme_promise_sv',
            field=models.TextField(blank=True, verbose_name="the programme's promise in Swedish"),
        ),
        migrations.AlterField(
            model_name='decision',
            name='reason',
            field=models.CharField(choices=[('danger', "danger to somebody's life or health"), ('identifies', 'points out a person or a company'), ('confidential', 'tells what is not ours to tell'), ('abuse', 'is unkind, threatening or demeaning'), ('untrue', 'is untrue and misleads'), ('spam', 'is advertising or spam'), ('illegal', 'breaks the law'), ('off_topic', 'does not belong here'), ('other', 'something else')], max_length=12, verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='report',
            name='reason',
            field=models.CharField(choices=[('danger', "danger to somebody's life or health"), ('identifies', 'points out a person or a company'), ('confidential', 'tells what is not ours to tell'), ('abuse', 'is unkind, threatening or demeaning'), ('untrue', 'is untrue and misleads'), ('spam', 'is advertising or spam'), ('illegal', 'breaks the law'), ('off_topic', 'does not belong here'), ('other', 'something else')], max_length=12, verbose_name='reason'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['state', '-urgent', 'opened_at', 'id'], name='case_waiting'),
        ),
        migrations.AddField(
            model_name='companypromise',
            name='accepted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='accepted by'),
        ),
        migrations.AddField(
            model_name='companypromise',
            name='company',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.company', verbose_name='company'),
        ),
        migrations.AddField(
            model_name='companypromise',
            name='guidelines',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.guidelines', verbose_name='guidelines'),
        ),
        migrations.AddConstraint(
            model_name='companypromise',
            constraint=models.UniqueConstraint(fields=('company', 'guidelines'), name='promise_once'),
        ),
        migrations.RunPython(word_the_promises, migrations.RunPython.noop),
    ]
