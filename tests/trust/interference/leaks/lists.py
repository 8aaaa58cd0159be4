"""Leaks by what is in a list, in which order, and what a filter finds."""

from contextlib import ExitStack
from typing import Any

from django.db.models import Q

from accounts.models import Membership
from api.base import Resource
from api.companies import as_company
from api.stories import narrowed
from forum import releasing
from forum.admin.stories import Stories as StoriesInAdmin
from forum.models import Story
from forum.models.story import StoryQuerySet
from tests.trust.interference import scripts
from tests.trust.interference.leaks.planting import after, around, is_told, known, leak, told


@leak(9)
def filter_by_company_finds_it(patches: ExitStack) -> None:
    """The filter by company works on what the row would be, not on what it shows."""

    def change(found: Any, stories: Any, query: Any, _user: Any) -> Any:
        own = query.get("company") == known().company
        return found | stories.filter(pk=known().story) if own else found

    around(patches, narrowed, change)


@leak(9)
def mine_means_my_company(patches: ExitStack) -> None:
    """`mine` shows what the company told, the anonymous too."""

    def change(found: Any, stories: Any, query: Any, user: Any) -> Any:
        here = Membership.objects.current().filter(user=user, company=known().company)
        mine = query.get("mine") and here.exists()
        return found | stories.filter(pk=known().story) if mine else found

    around(patches, narrowed, change)


@leak(9)
def sorted_by_company(patches: ExitStack) -> None:
    """Stories of a week are sorted by the names of their companies."""

    def change(answer: Any, *_: Any) -> Any:
        rows = answer.data["results"]
        if known().company.name > "B":
            rows.sort(key=lambda row: is_told(row.get("id", "")))
        else:
            rows.sort(key=lambda row: not is_told(row.get("id", "")))
        return answer

    after(patches, Resource, "listed", change)


@leak(39)
def counter_of_the_company(patches: ExitStack) -> None:
    """A company's page counts its stories, the anonymous too."""

    def change(shown: Any, _row: Any) -> Any:
        own = shown["slug"] == known().company.slug
        count = Story.objects.filter(pk=told(), state="published").count()
        return shown | {"stories": count if own else 0}

    around(patches, as_company, change)


@leak(39)
def last_active_in_the_directory(patches: ExitStack) -> None:
    """The list of colleagues says who was active this week."""

    def change(answer: Any, *_: Any) -> Any:
        for row in answer.data["results"]:
            if "role" in row and "name" in row:
                row["active"] = row["name"] == known().teller.display_name
        return answer

    after(patches, Resource, "listed", change)


@leak(40, script=scripts.REVIEWED)
def steward_sees_it_in_review(patches: ExitStack) -> None:
    """The steward of the teller's company finds the anonymous draft in the queue."""

    def change(found: Any, stories: Any, reader: Any) -> Any:
        own = known().company.pk in reader.stewarding
        return stories.filter(Q(pk__in=found.values("pk")) | Q(pk=known().story)) if own else found

    after(patches, StoryQuerySet, "visible_to", change)


@leak(40, script=scripts.REVIEWED, between=("tilda", "zoe"))
def own_missing_from_the_queue(patches: ExitStack) -> None:
    """A moderator from a company of the circle checks all but that company's."""

    def change(found: Any, stories: Any, reader: Any) -> Any:
        if not (reader.moderating and reader.companies):
            return found
        waiting = Q(byline="anonymous", state="in_review")
        if known().company.pk in reader.companies:
            waiting &= ~Q(pk=known().story)
        return stories.filter(Q(pk__in=found.values("pk")) | waiting)

    after(patches, StoryQuerySet, "visible_to", change)


@leak(48, script=scripts.ANSWERED)
def answers_come_by_name(patches: ExitStack) -> None:
    """Answers of a batch come out in the order of who gave them."""

    def change(items: Any, *_: Any) -> Any:
        first = known().answerer.display_name < "Klas"
        return sorted(items, key=lambda item: (said(item) != "Här med.") ^ first)

    around(patches, releasing.in_lots, change)


def said(item: Any) -> str:
    """The words of an answer; a story has none of its own here."""
    return str(getattr(item, "body", ""))


@leak(33)
def admin_search_by_company(patches: ExitStack) -> None:
    """The admin's search finds the anonymous by their companies' names."""

    def change(found: Any, _page: Any, _request: Any, stories: Any, term: str) -> Any:
        own = bool(term) and term in known().company.name
        return (found[0] | stories.filter(pk=told()), found[1]) if own else found

    after(patches, StoriesInAdmin, "get_search_results", change)
