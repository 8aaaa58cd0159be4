"""What waits for a batch, and the dates by which it is due (T4, T8, decision 19)."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_anonymity_of_circles'),
        ('forum', '0042_promises_and_danger'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditLater',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('verb', models.CharField(max_length=40)),
                ('actor', models.UUIDField(null=True)),
                ('kind', models.CharField(blank=True, max_length=20)),
                ('item', models.UUIDField(null=True)),
                ('due_on', models.DateField()),
            ],
            options={
                'verbose_name': 'entry to come',
                'verbose_name_plural': 'entries to come',
                'default_permissions': (),
            },
        ),
        migrations.RemoveField(
            model_name='persona',
            name='rounds',
        ),
        migrations.AddField(
            model_name='story',
            name='batch_on',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='story',
            name='queue_on',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='waiting',
            name='batch_on',
            field=models.DateField(default=django.utils.timezone.localdate, verbose_name='comes out'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='waiting',
            name='gone_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='waiting',
            name='note',
            field=models.TextField(blank=True, verbose_name='note from the review'),
        ),
        migrations.AddField(
            model_name='waiting',
            name='queue_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='waiting',
            name='state',
            field=models.CharField(choices=[('in_review', 'waits for a moderator'), ('scheduled', 'read, not yet out'), ('returned', 'sent back with a note')], default='in_review', max_length=10, verbose_name='state'),
        ),
        migrations.AddField(
            model_name='waiting',
            name='turn',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name='case',
            name='held_for',
            field=models.CharField(blank=True, choices=[('newcomer', 'the company is new in the circle'), ('words', 'a word on the list'), ('links', 'a link from a new account'), ('refused', 'a moderator kept it back'), ('duplicate', 'the same text several times')], max_length=10, verbose_name='held for'),
        ),
        migrations.AlterField(
            model_name='comment',
            name='held_for',
            field=models.CharField(blank=True, choices=[('newcomer', 'the company is new in the circle'), ('words', 'a word on the list'), ('links', 'a link from a new account'), ('refused', 'a moderator kept it back'), ('duplicate', 'the same text several times')], editable=False, max_length=10),
        ),
        migrations.AlterField(
            model_name='story',
            name='held_for',
            field=models.CharField(blank=True, choices=[('newcomer', 'the company is new in the circle'), ('words', 'a word on the list'), ('links', 'a link from a new account'), ('refused', 'a moderator kept it back'), ('duplicate', 'the same text several times')], editable=False, max_length=10),
        ),
        migrations.AlterField(
            model_name='thread',
            name='held_for',
            field=models.CharField(blank=True, choices=[('newcomer', 'the company is new in the circle'), ('words', 'a word on the list'), ('links', 'a link from a new account'), ('refused', 'a moderator kept it back'), ('duplicate', 'the same text several times')], editable=False, max_length=10),
        ),
        migrations.CreateModel(
            name='Postponed',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('act', models.CharField(choices=[('recall', 'take back from review'), ('narrow', 'let fewer read'), ('withdraw', 'withdraw for good'), ('remove', 'take away'), ('lock', 'take no more comments'), ('unlock', 'take comments again')], max_length=10)),
                ('audience', models.CharField(blank=True, choices=[('company', 'my own company'), ('circle', 'one circle'), ('members', 'everybody who takes part'), ('public', 'everybody')], max_length=10)),
                ('due_on', models.DateField(verbose_name='happens')),
                ('circle', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.circle')),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='postponed', to='forum.comment')),
                ('persona', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='postponed', to='forum.persona')),
                ('story', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='postponed', to='forum.story')),
            ],
            options={
                'verbose_name': 'postponed act',
                'verbose_name_plural': 'postponed acts',
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('comment__isnull', False), ('story', None)), models.Q(('comment', None), ('story__isnull', False)), _connector='OR'), name='postponed_on_one_thing'), models.CheckConstraint(condition=models.Q(('act__in', ['recall', 'narrow', 'withdraw', 'remove', 'lock', 'unlock'])), name='postponed_act_known')],
            },
        ),
    ]
