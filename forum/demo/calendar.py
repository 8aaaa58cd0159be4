"""Past dates: the only place that writes times by hand, since every verb acts now.

The files are written as of WRITTEN. With another base everything moves by the difference, so that
a world shown next year is as fresh as today's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from accounts.models import Appointment, Invitation, Membership, Participation, User
from accounts.models.invitation import LIFETIME
from forum import batches
from forum.models import Case, Comment, Story, StoryEvent, Thread

WRITTEN: Final = date(2026, 11, 22)
OPENED: Final = date(2024, 1, 15)  # everybody was here before the first story
PACE: Final = timedelta(minutes=11)  # between two comments of the same day
APART: Final = timedelta(hours=3)  # between two reports of the same thing
TOLD_AT: Final = time(8, 40)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When things happened, seen from `base`."""

    base: date = WRITTEN

    def at(self, day: date, later: timedelta = timedelta()) -> datetime:
        """A working morning of the files' day, moved with the base and never in the future."""
        moved = datetime.combine(day + (self.base - WRITTEN), TOLD_AT)
        return min(timezone.make_aware(moved + later), timezone.now())

    def of(self, story: Story, day: date) -> datetime:
        """When something happened to a story: of the anonymous the date of the batch before."""
        moment = self.at(day)
        return moment if story.is_named else batches.moment_of(batches.last_batch(moment))

    def date_people(self, people: Iterable[User]) -> None:
        """Let people and what they belong to have begun before the first story."""
        opened = self.at(OPENED)
        ids = [person.pk for person in people]
        User.objects.filter(pk__in=ids).update(joined_at=opened)
        Membership.objects.filter(user__in=ids).update(joined_at=opened)
        Appointment.objects.filter(user__in=ids).update(started_at=opened)
        addresses = User.objects.filter(pk__in=ids).values("email")
        Invitation.objects.filter(email__in=addresses).update(
            created_at=opened, accepted_at=opened, expires_at=opened + LIFETIME
        )
        companies = Membership.objects.filter(user__in=ids).values("company")
        Participation.objects.filter(company__in=companies).update(joined_at=opened)

    def date_story(self, story: Story, told: date) -> None:
        """Date a story, its record and its thread; the expectation stands since it came out."""
        is_out = story.is_named or story.published_at
        moment = self.of(story, told) if is_out else batches.NOT_OUT
        rows = Story.objects.filter(pk=story.pk)
        rows.update(told_at=moment)
        rows.exclude(published_at=None).update(published_at=moment)
        frozen = self.at(told).date().replace(day=1)
        rows.exclude(expectation_frozen_on=None).update(expectation_frozen_on=frozen)
        story.events.update(at=moment)
        Thread.objects.filter(story=story).update(told_at=moment)

    def date_change(self, story: Story, day: date) -> None:
        """Date the last change of what was out already."""
        moment = self.of(story, day)
        Story.objects.filter(pk=story.pk).exclude(changed_at=None).update(changed_at=moment)

    def date_event(self, event: StoryEvent | None, day: date) -> None:
        """Date one act that came later than the telling."""
        if event is not None:
            event.at = self.at(day)
            event.save(update_fields=["at"])

    def date_question(self, thread: Thread, asked: date) -> None:
        """Date a question, and its lock a month later."""
        rows = Thread.objects.filter(pk=thread.pk)
        rows.update(told_at=self.at(asked))
        rows.exclude(locked_at=None).update(locked_at=self.at(asked + timedelta(days=30)))

    def date_comments(self, comments: list[Comment], since: date, after: list[int]) -> None:
        """Date comments by days after the telling, those of one day minutes apart."""
        for number, (comment, days) in enumerate(zip(comments, after, strict=True), start=1):
            comment.told_at = self.at(since + timedelta(days=days), number * PACE)
        Comment.objects.bulk_update(comments, ["told_at"])

    def date_case(self, case: Case, since: date) -> None:
        """Let a case have waited since the day after the telling, its reports hours apart.

        Decisions keep the moment they were taken: the audit log tells it too, and is never dated.
        """
        first = self.at(since + timedelta(days=1))
        Case.objects.filter(pk=case.pk).update(opened_at=first)
        for number, report in enumerate(case.reports.order_by("reported_at", "id")):
            report.reported_at = min(first + number * APART, timezone.now())
            report.save(update_fields=["reported_at"])
