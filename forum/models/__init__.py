"""The models of the forum, one file per idea."""

from forum.models.attachment import Attachment
from forum.models.attribution import Attribution
from forum.models.audience import Audience
from forum.models.comment import Comment
from forum.models.cycle import Cycle
from forum.models.event import StoryEvent
from forum.models.follow_up import FollowUp, Reading
from forum.models.measurement import Measurement
from forum.models.persona import Persona
from forum.models.reaction import Reaction
from forum.models.reveal import Reveal
from forum.models.reviewed import State
from forum.models.revision import Revision
from forum.models.seal import Seal
from forum.models.story import Story
from forum.models.thread import Thread
from forum.models.told import Byline
from forum.models.topic import Metric, Topic
from forum.models.waiting import Waiting

__all__ = [
    "Attachment",
    "Attribution",
    "Audience",
    "Byline",
    "Comment",
    "Cycle",
    "FollowUp",
    "Measurement",
    "Metric",
    "Persona",
    "Reaction",
    "Reading",
    "Reveal",
    "Revision",
    "Seal",
    "State",
    "Story",
    "StoryEvent",
    "Thread",
    "Topic",
    "Waiting",
]
