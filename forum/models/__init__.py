"""The models of the forum, one file per idea."""

from forum.models.appeal import Appeal
from forum.models.attachment import Attachment
from forum.models.attribution import Attribution
from forum.models.audience import Audience
from forum.models.audit import AuditEntry, AuditHead
from forum.models.case import Case
from forum.models.comment import Comment
from forum.models.cycle import Cycle
from forum.models.decision import Decision, Ruling
from forum.models.event import StoryEvent
from forum.models.follow_up import FollowUp, Reading
from forum.models.guidelines import Acceptance, Guidelines, Rule
from forum.models.held_word import HeldWord
from forum.models.linked import Inspiration, StoryTopic
from forum.models.measurement import Measurement
from forum.models.notification import Notification
from forum.models.persona import Persona
from forum.models.postponed import Postponed
from forum.models.promise import CompanyPromise
from forum.models.proposal import Proposal
from forum.models.reaction import Reaction
from forum.models.redaction import Redaction
from forum.models.report import Report
from forum.models.reviewed import State
from forum.models.revision import Revision
from forum.models.story import Story
from forum.models.thread import Thread
from forum.models.told import Byline
from forum.models.topic import Metric, Topic
from forum.models.waiting import Waiting

__all__ = [
    "Acceptance",
    "Appeal",
    "Attachment",
    "Attribution",
    "Audience",
    "AuditEntry",
    "AuditHead",
    "Byline",
    "Case",
    "Comment",
    "CompanyPromise",
    "Cycle",
    "Decision",
    "FollowUp",
    "Guidelines",
    "HeldWord",
    "Inspiration",
    "Measurement",
    "Metric",
    "Notification",
    "Persona",
    "Postponed",
    "Proposal",
    "Reaction",
    "Reading",
    "Redaction",
    "Report",
    "Revision",
    "Rule",
    "Ruling",
    "State",
    "Story",
    "StoryEvent",
    "StoryTopic",
    "Thread",
    "Topic",
    "Waiting",
]
