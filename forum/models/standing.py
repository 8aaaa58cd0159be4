"""Who stands how to a story: what each reader may do with it, asked before every act (T2–T4)."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.models import Company, Participation
from accounts.reader import Reader
from forum.crowd import Crowd, crowd_of, is_large_enough
from forum.errors import CrowdTooSmall, NothingAnonymousHere
from forum.models.audience import Addressed, Audience
from forum.models.told import Told


class Standing(Told, Addressed):
    """What a story can be asked about a reader, and about its own way to its readers."""

    if TYPE_CHECKING:  # what Reviewed brings
        published_at: datetime | None

    class Meta:
        abstract = True

    def is_written_by(self, reader: Reader) -> bool:
        """Tell whether the reader is the author and still belongs to the company told of."""
        wrote = self.is_spoken_by(reader)
        return wrote and (self.persona_id is not None or self.company_id in reader.companies)

    def is_stewarded_by(self, reader: Reader) -> bool:
        """Tell whether the reader answers for the company whose name stands on it (T4)."""
        return self.is_named and self.company_id in reader.stewarding

    def is_moderated_by(self, reader: Reader) -> bool:
        """Tell whether the reader moderates where it is told."""
        if self.audience == Audience.CIRCLE:
            return self.circle_id in reader.moderating
        return bool(reader.moderating) and self.audience != Audience.COMPANY

    def is_checked_by(self, reader: Reader) -> bool:
        """Tell whether the reader may check it without knowing the teller (T4).

        A moderator who belongs to no company of the audience: of another, what is missing from the
        queue would be the own company's.
        """
        if self.is_named or self.audience == Audience.COMPANY:
            return False
        if self.audience == Audience.CIRCLE:
            return self.circle_id in reader.independent
        return bool(reader.moderating) and not reader.companies

    def needs_approval(self, audience: str, by: Reader) -> bool:
        """Tell whether somebody must say yes before it reaches `audience` (T4).

        For a company's name a steward, where the company asks for that; for the anonymous always.
        """
        if not self.is_named:
            return True
        if audience == Audience.COMPANY or self.is_stewarded_by(by):
            return False
        asking = Company.objects.filter(approval_required=True)
        return self.company_id is not None and asking.filter(pk=self.company_id).exists()

    def obstacle(self) -> str:
        """What has come in the way of publishing meanwhile; empty where nothing has."""
        if self.is_named:
            belongs = self.still_belongs(self.audience, self.circle_id)
            return "" if belongs else str(_("The company has left the circle."))
        if self.circle and not self.circle.takes_stories:
            return str(NothingAnonymousHere.message)
        return "" if is_large_enough(self.crowd()) else str(CrowdTooSmall.message)

    def crowd(self) -> Crowd:
        """The companies its teller could be of, as it is addressed now (T7).

        Once it is out only those count that took part when it came out, and still do.
        """
        return crowd_of(self.audience, self.circle_id, self.told_at if self.published_at else None)

    def still_belongs(self, audience: str, circle_id: UUID | None) -> bool:
        """Tell whether the company told of still takes part where it is told."""
        if audience != Audience.CIRCLE or self.company_id is None:
            return True
        current = Participation.objects.filter(circle=circle_id, company=self.company_id)
        return current.filter(left_at=None).exists()
