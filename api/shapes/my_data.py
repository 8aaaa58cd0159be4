"""The file of everything Tillit holds about a person, and what an erasure answers."""

from typing import Any

from rest_framework import serializers

Shape = serializers.Serializer[Any]
ELSEWHERE = "null where I no longer read"


class PersonHeld(Shape):
    """The row of a person."""

    id = serializers.UUIDField()
    email = serializers.EmailField()
    display_name = serializers.CharField()
    title = serializers.CharField()
    language = serializers.CharField()
    joined_at = serializers.DateTimeField()
    is_staff = serializers.BooleanField()
    suspended_until = serializers.DateTimeField(allow_null=True)


class MembershipHeld(Shape):
    """A company I belong or belonged to."""

    company = serializers.UUIDField()
    name = serializers.CharField(allow_null=True, help_text=ELSEWHERE)
    role = serializers.CharField()
    joined_at = serializers.DateTimeField()
    left_at = serializers.DateTimeField(allow_null=True)


class AppointmentHeld(Shape):
    """A circle I am or was appointed to."""

    circle = serializers.UUIDField()
    name = serializers.CharField(allow_null=True, help_text=ELSEWHERE)
    role = serializers.CharField()
    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class InvitationHeld(Shape):
    """An invitation I sent or got."""

    id = serializers.UUIDField()
    sent_by_me = serializers.BooleanField()
    to_me = serializers.BooleanField()
    created_at = serializers.DateTimeField()
    accepted_at = serializers.DateTimeField(allow_null=True)
    revoked_at = serializers.DateTimeField(allow_null=True)


class SessionHeld(Shape):
    """A sign-in of mine: only the day on which it ends is kept."""

    ends_on = serializers.DateField()


class FactorHeld(Shape):
    """A second factor of mine, without its secret."""

    type = serializers.CharField()
    created_at = serializers.DateTimeField()


class StaffAct(Shape):
    """Something I did in the admin."""

    at = serializers.DateTimeField()
    kind = serializers.CharField()
    id = serializers.CharField()
    verb = serializers.CharField()


class MailHeld(Shape):
    """A mail that waits to be sent to me."""

    recipient = serializers.EmailField()
    subject = serializers.CharField()
    created_at = serializers.DateTimeField()


class StoryHeld(Shape):
    """A story I told, with its parts as they are in the other answers of the API."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    state = serializers.CharField()
    byline = serializers.CharField()
    told_at = serializers.DateTimeField()
    text = serializers.DictField(allow_null=True, help_text=ELSEWHERE)
    cycles = serializers.ListField(child=serializers.DictField(), allow_null=True)
    measurements = serializers.ListField(child=serializers.DictField(), allow_null=True)
    follow_ups = serializers.ListField(child=serializers.DictField(), allow_null=True)
    attachments = serializers.ListField(child=serializers.DictField(), allow_null=True)
    earlier_texts = serializers.ListField(child=serializers.DictField(), allow_null=True)


class CommentHeld(Shape):
    """A comment I wrote."""

    id = serializers.UUIDField()
    thread = serializers.UUIDField()
    byline = serializers.CharField()
    told_at = serializers.DateTimeField()
    body = serializers.CharField(allow_null=True, help_text=ELSEWHERE)
    earlier_texts = serializers.ListField(child=serializers.DictField(), allow_null=True)


class QuestionHeld(Shape):
    """A question I asked."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    byline = serializers.CharField()
    told_at = serializers.DateTimeField()
    body = serializers.CharField(allow_null=True, help_text=ELSEWHERE)


class ProposalHeld(Shape):
    """A change I proposed to something published."""

    id = serializers.UUIDField()
    story = serializers.UUIDField(allow_null=True)
    act = serializers.CharField()
    kind = serializers.CharField(help_text="of the part; empty for the text itself")
    state = serializers.CharField()
    note = serializers.CharField()
    proposed_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    contents = serializers.DictField(allow_null=True, help_text=ELSEWHERE)


class ReactionHeld(Shape):
    """A reaction I gave, to one of the two."""

    kind = serializers.CharField()
    story = serializers.UUIDField(allow_null=True)
    comment = serializers.UUIDField(allow_null=True)


class Act(Shape):
    """Something I did to a story or thread."""

    verb = serializers.CharField()
    at = serializers.DateTimeField()
    id = serializers.UUIDField()
    note = serializers.CharField()


class ReportHeld(Shape):
    """Something I reported."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    item = serializers.UUIDField()
    reason = serializers.CharField()
    sentence = serializers.CharField()
    reported_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)


class DecisionHeld(Shape):
    """A decision on something I told by name."""

    decision = serializers.UUIDField()
    kind = serializers.CharField()
    item = serializers.UUIDField()
    measure = serializers.CharField()
    reason = serializers.CharField()
    rule = serializers.IntegerField()
    sentence = serializers.CharField()
    until = serializers.DateTimeField(allow_null=True)
    decided_at = serializers.DateTimeField()
    undone_at = serializers.DateTimeField(allow_null=True)


class AppealHeld(Shape):
    """An appeal of mine; `outcome` is empty until somebody has heard it."""

    decision = serializers.UUIDField()
    sentence = serializers.CharField()
    lodged_at = serializers.DateTimeField()
    outcome = serializers.CharField()
    answer = serializers.CharField()
    heard_at = serializers.DateTimeField(allow_null=True)


class NotificationHeld(Shape):
    """Something I was told; `subject` is the id of a decision or of my report."""

    kind = serializers.CharField()
    subject = serializers.UUIDField()
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)


class MyData(Shape):
    """Everything about me; `not_here` says what is not, and why."""

    not_here = serializers.ListField(child=serializers.CharField())
    person = PersonHeld()
    email_addresses = serializers.ListField(child=serializers.EmailField())
    memberships = MembershipHeld(many=True)
    appointments = AppointmentHeld(many=True)
    invitations = InvitationHeld(many=True)
    sessions = SessionHeld(many=True)
    second_factors = FactorHeld(many=True)
    staff_acts = StaffAct(many=True)
    mails_waiting = MailHeld(many=True)
    stories = StoryHeld(many=True)
    comments = CommentHeld(many=True)
    questions = QuestionHeld(many=True)
    proposals = ProposalHeld(many=True)
    reactions = ReactionHeld(many=True)
    acts = Act(many=True)
    reports = ReportHeld(many=True)
    decisions = DecisionHeld(many=True)
    appeals = AppealHeld(many=True)
    notifications = NotificationHeld(many=True)


class Gone(Shape):
    """How many things of each kind went."""

    stories = serializers.IntegerField()
    comments = serializers.IntegerField()
    questions = serializers.IntegerField()
    drafts = serializers.IntegerField()
    reactions = serializers.IntegerField()


class Stays(Shape):
    """How many things of each kind stay, without my name."""

    stories = serializers.IntegerField()
    comments = serializers.IntegerField()
    questions = serializers.IntegerField()


class Erased(Shape):
    """What went, what stays, and why."""

    mode = serializers.ChoiceField(choices=["keep", "withdraw"])
    gone = Gone()
    stays = Stays()
    why = serializers.ListField(child=serializers.CharField())
