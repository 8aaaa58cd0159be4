"""What ties stories to topics and to each other; explicit, so that no link has a counted key (T5).

The tables Django makes for such links by itself number their rows. The number of a link stands
between those of its neighbours, whose times are known, and would say to the minute when an
anonymous draft was begun.
"""

from django.db import models

from accounts.models.identified import Identified


class StoryTopic(Identified):
    """One topic of one story."""

    story = models.ForeignKey("forum.Story", models.CASCADE, related_name="+")
    topic = models.ForeignKey("forum.Topic", models.CASCADE, related_name="+")

    class Meta:
        db_table = "forum_story_topics"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["story", "topic"], name="story_topic_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Inspiration(Identified):
    """One story that another was inspired by."""

    from_story = models.ForeignKey("forum.Story", models.CASCADE, related_name="+")
    to_story = models.ForeignKey("forum.Story", models.CASCADE, related_name="+")

    class Meta:
        db_table = "forum_story_inspired_by"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["from_story", "to_story"], name="inspiration_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)
