"""Refusals of the forum's verbs, one class for each reason a person may be told."""

from django.utils.translation import gettext_lazy as _

from accounts.errors import DomainError, NotYours

__all__ = ["DomainError", "NotYours"]


class NotParticipant(DomainError):
    """Telling and answering need a company or an appointment (403)."""

    code = "not_participant"
    message = _("Only those who take part, by a company or an appointment, can do this.")


class NotAddressable(DomainError):
    """The circle named is none the teller reads in; an absent one answers the same (400)."""

    code = "unknown_circle"
    message = _("Choose a circle your company takes part in.")


class UnknownCompany(DomainError):
    """The company named is none of the teller's, or does not read there (400)."""

    code = "unknown_company"
    message = _("Choose one of your own companies that reads this.")


class CompanyNeeded(DomainError):
    """Several of the teller's companies read there, and none was named (400); `places` lists them.

    Each place is a choice: its sentence is the company's slug, as the field `company` takes it.
    """

    code = "company_needed"
    message = _("You belong to several companies that read this. Say which one speaks.")


class LinkTooNarrow(DomainError):
    """An anonymous story would point at what not all its readers can read (400, T5)."""

    code = "link_too_narrow"
    message = _("An anonymous story can only point at stories that all its readers can read.")


class InspiredByItself(DomainError):
    """A story would name itself as what inspired it (400)."""

    code = "inspired_by_itself"
    message = _("A story cannot be inspired by itself. Choose another one.")


class BylineNotOpen(DomainError):
    """The byline asked for cannot be had here."""

    code = "byline_not_open"
    message = _("This byline cannot be chosen here.")


class WrongState(DomainError):
    """The story's state does not allow the act."""

    code = "wrong_state"
    message = _("The story's state does not allow this.")


class NotReady(DomainError):
    """What is needed before others may read it is missing."""

    code = "not_ready"
    message = _("A title and a summary are needed before others may read it.")


class ExpectationFrozen(DomainError):
    """What was expected stays as it was once the story is out (design.md §2)."""

    code = "expectation_frozen"
    message = _("What you expected stays as written once the story is out.")


class HistoryStands(DomainError):
    """A published measurement or follow-up is history and is added to, not changed."""

    code = "history_stands"
    message = _("This is published history. Add a follow-up instead of changing it.")


class ThreadLocked(DomainError):
    """The thread takes no more comments."""

    code = "thread_locked"
    message = _("This thread is locked and takes no more comments.")


class TooDeep(DomainError):
    """Replies nest only so far."""

    code = "too_deep"
    message = _("Replies cannot nest deeper here. Answer one level up.")


class ThreadFull(DomainError):
    """A comment can have only so many direct replies."""

    code = "thread_full"
    message = _("This thread is full. Start a new one.")


class CommentGone(DomainError):
    """The comment was taken away; nothing can be done with it."""

    code = "comment_gone"
    message = _("This comment has been taken away.")


class KindNotForThis(DomainError):
    """The reaction does not fit the item."""

    code = "reaction_not_for_this"
    message = _("This reaction is not for comments.")


class TooMany(DomainError):
    """A story holds only so many parts of a kind."""

    code = "too_many"
    message = _("The story has as many of these as it can hold.")


class ForeignMeasurement(DomainError):
    """A follow-up may only carry on the story's own measurements (400)."""

    code = "unknown_measurement"
    message = _("Choose one of the story's own measurements.")


class AnonymityFromTheStart(DomainError):
    """A draft that has carried a name cannot become anonymous: copies of it may exist (T3)."""

    code = "anonymous_from_the_start"
    message = _(
        "A draft with your name has been saved, and copies of it may exist. Start a new,"
        " anonymous story and move the text there."
    )


class AnonymityTooLate(DomainError):
    """What others have read with a name does not become anonymous afterwards (T3)."""

    code = "anonymity_too_late"
    message = _(
        "Others have read this with your name, so it cannot become anonymous now. You can withdraw"
        " it and tell it anew."
    )


class CrowdTooSmall(DomainError):
    """Anonymity needs at least five other companies in the audience (T7)."""

    code = "crowd_too_small"
    message = _(
        "Too few companies would read this: somebody anonymous needs at least five other companies"
        " around them. Choose a wider audience."
    )


class AudienceNeeded(DomainError):
    """What is begun anonymously is begun for an audience: later nobody knows who may (T5, 400)."""

    code = "audience_needed"
    message = _(
        "Choose who may read before you begin. What is told anonymously can only be shown to fewer"
        " later, since nobody knows then who tells it."
    )


class OnlyNarrower(DomainError):
    """The audience of something anonymous can only be narrowed (T5)."""

    code = "only_narrower"
    message = _(
        "What is told anonymously can only be shown to fewer. Tell it anew for another circle or"
        " for more people."
    )


class NoIndependentModerator(DomainError):
    """Too few can check what is anonymous without learning something: two are needed (T4)."""

    code = "no_independent_moderator"
    message = _(
        "Nothing anonymous is taken here: what is anonymous is read by a moderator who belongs to"
        " no company among the readers, and two of them are needed so that one can deputise. Ask"
        " the programme to appoint them."
    )


class NothingAnonymousHere(DomainError):
    """The circle has chosen that everything is told by name in it (T6)."""

    code = "nothing_anonymous_here"
    message = _("In this circle everything is told by name. Choose another audience, or your name.")


class AnswersByNameHere(DomainError):
    """The circle takes stories anonymously, answers by name only (T6)."""

    code = "answers_by_name_here"
    message = _("In this circle one answers by name; only stories can be told anonymously.")


class MixedBylines(DomainError):
    """One person does not appear both named and anonymous in one thread (T14)."""

    code = "mixed_bylines"
    message = _("You already take part here under another byline. Keep to it in this thread.")


class VoicesSpent(DomainError):
    """One person begins only so many anonymous voices a day (T14)."""

    code = "voices_spent"
    message = _(
        "You have begun as many anonymous voices as one can in a day. Go on with a receipt that you"
        " have, or come back tomorrow."
    )


class NoNewVoices(DomainError):
    """A moderator lets no new anonymous voice begin there for a time (T14)."""

    code = "no_new_voices"
    message = _(
        "No new anonymous voice can begin here for a time. Whoever has a receipt goes on with it,"
        " and everybody can speak by name."
    )


class UnknownReceipt(DomainError):
    """No anonymous voice answers to these digits."""

    code = "unknown_receipt"
    message = _("No receipt has these digits. Check them; a lost receipt cannot be replaced.")


class IdentifiesSomeone(DomainError):
    """A direct key to a person or company stands in what others would read (T13).

    `places` tell where and what kind, never the text itself: answers are kept for a repeat.
    """

    code = "identifies_someone"
    message = _(
        "Take out the numbers and addresses that lead straight to a person or a company. Nothing"
        " has been sent."
    )


class NotToVouchFor(DomainError):
    """A passage vouched for is no number that could be something else (T13)."""

    code = "not_to_vouch_for"
    message = _(
        "Only what merely looks like a telephone or organisation number can be vouched for. A"
        " personal identity number and an e-mail address have to go."
    )


class PassageNotFound(DomainError):
    """A passage to mask or remove stands nowhere in the text; the answer repeats none of it."""

    code = "passage_not_found"
    message = _("A passage is not in the text. Copy it exactly as it stands there.")


class StaleText(DomainError):
    """The text changed between reading and masking: ranges would cover something else."""

    code = "text_changed"
    message = _("The text has changed since you read it. Look at it again before you mask it.")


class GuidelinesReplaced(DomainError):
    """Only the version that holds now can be accepted or carried on."""

    code = "guidelines_replaced"
    message = _("These guidelines are not the ones that hold now. Read them again first.")


class GuidelinesStand(DomainError):
    """A published version is what decisions rest on and people accepted; it changes no more."""

    code = "guidelines_stand"
    message = _("These guidelines are published and stand as they are. Draft the next version.")


class GuidelinesWithoutRules(DomainError):
    """A version without a rule would leave every decision without something to rest on."""

    code = "guidelines_without_rules"
    message = _("Guidelines need at least one rule before they are published.")


class ProposalOutdated(DomainError):
    """What a proposal would change has been changed since: the yes was to another text."""

    code = "proposal_outdated"
    message = _(
        "The published text has changed since this was proposed, so it can no longer be approved."
        " Return it: it has to be proposed anew."
    )


class ProposerSuspended(DomainError):
    """Nothing comes out for somebody who may not write just now."""

    code = "proposer_suspended"
    message = _("Whoever proposed this may not write just now. Return it, or wait.")


class StaleVersion(DomainError):
    """A yes is given to what was read, and to nothing that came after it (T4)."""

    code = "version_moved"
    message = _("This has changed since you read it. Look at it again before you say yes.")
