"""What can be told anonymously in a circle, and whether anonymous answers come out unread (T4, T6).

Until now everything could be, so that is kept. The flag that held anonymous answers is turned
around and starts as the rule has it, read first, in every circle: whoever left the flag alone has
waived nothing.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_seal_sessions")]

    operations = [
        migrations.AddField(
            model_name='circle',
            name='anonymity',
            field=models.CharField(choices=[('nothing', 'nothing'), ('stories', 'stories'), ('stories_and_answers', 'stories and answers')], default='stories_and_answers', max_length=20, verbose_name='what can be told anonymously'),
        ),
        migrations.AddField(
            model_name='circle',
            name='answers_unread',
            field=models.BooleanField(default=False, help_text='Otherwise a moderator of no company here reads each one first.', verbose_name='let anonymous answers out unread'),
        ),
        migrations.RemoveField(model_name='circle', name='hold_unnamed'),
        migrations.AddConstraint(
            model_name='circle',
            constraint=models.CheckConstraint(condition=models.Q(('anonymity__in', ['nothing', 'stories', 'stories_and_answers'])), name='circle_anonymity_known'),
        ),
    ]
