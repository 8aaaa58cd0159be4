"""Every address of the API, in the order design and docs list them."""

from typing import Any

from django.urls import URLPattern, path, register_converter
from drf_spectacular.views import SpectacularAPIView

from api.addresses import IdConverter
from api.attachments import Attachments
from api.base import Resource
from api.circles import Circles
from api.comments import Comments, ThreadComments
from api.companies import Acceptance, Companies, Invitations, Members
from api.decisions import Appeals, Decisions
from api.guidelines import CommunityGuidelines, GuidelinesAcceptance
from api.me import MeResource
from api.me_data import Erasure, MyDataResource
from api.moderation import Moderation
from api.notifications import Notifications, NotificationsRead
from api.parts import Cycles, FollowUps, Measurements
from api.promises import Promise
from api.proposals import ProposalApproval, Proposals, StoryProposals
from api.reactions import CommentReactions, StoryReactions
from api.receipts import Receipts
from api.reference import Reference
from api.reports import Reports
from api.stories import Stories
from api.story_audience import StoryAudience
from api.story_identifiers import Identifiers, Vouched
from api.story_states import Approval, Revisions, Submission, Withdrawal
from api.thread_identifiers import AnswerIdentifiers
from api.threads import ThreadLock, Threads
from api.waiting import PostponedActs, WaitingAnswers, WaitingApproval

register_converter(IdConverter, "id")

LIST = {"get": "list", "post": "create"}
READ_ONLY = {"get": "list"}
ONE = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}
PART = {"patch": "partial_update", "delete": "destroy"}
TURN = {"post": "create", "delete": "destroy"}
SET = {"put": "update", "delete": "destroy"}
STORY = "stories/<id:pk>/"
COMPANY = "companies/<slug:slug>/"


def at(route: str, resource: type[Resource], methods: dict[str, Any]) -> URLPattern:
    """An address, the resource behind it and which HTTP method is which of its methods."""
    name = "-".join([resource.__name__.lower(), *methods.values()])
    return path(route, resource.as_view(methods), name=name)


urlpatterns = [
    at("me/", MeResource, {"get": "retrieve", "patch": "partial_update"}),
    at("me/export/", MyDataResource, {"get": "retrieve"}),
    at("me/erasure/", Erasure, {"post": "create"}),
    at("companies/", Companies, READ_ONLY),
    at(COMPANY, Companies, {"get": "retrieve"}),
    at(f"{COMPANY}members/", Members, READ_ONLY),
    at(f"{COMPANY}members/<id:pk>/", Members, PART),
    at(f"{COMPANY}invitations/", Invitations, LIST),
    at(f"{COMPANY}invitations/<id:pk>/", Invitations, {"delete": "destroy"}),
    at("invitations/accept/", Acceptance, {"post": "create"}),
    at("circles/", Circles, READ_ONLY),
    at("circles/<slug:slug>/", Circles, {"get": "retrieve"}),
    at(f"{COMPANY}promise/", Promise, {"get": "retrieve", "put": "update"}),
    at("circles/<slug:slug>/companies/", Circles, {"get": "companies"}),
    at("topics/", Reference, {"get": "topics"}),
    at("metrics/", Reference, {"get": "metrics"}),
    at("outcomes/", Reference, {"get": "outcomes"}),
    at("failure-types/", Reference, {"get": "failure_types"}),
    at("reaction-kinds/", Reference, {"get": "reaction_kinds"}),
    at("moderation/statistics/", Moderation, {"get": "statistics"}),
    at("guidelines/", CommunityGuidelines, {"get": "retrieve"}),
    at("guidelines/acceptance/", GuidelinesAcceptance, {"put": "update"}),
    at("receipts/", Receipts, {"post": "create"}),
    at("stories/", Stories, LIST),
    at(STORY, Stories, ONE),
    at(f"{STORY}submission/", Submission, TURN),
    at(f"{STORY}approval/", Approval, TURN),
    at(f"{STORY}withdrawal/", Withdrawal, {"post": "create"}),
    at(f"{STORY}revisions/", Revisions, READ_ONLY),
    at(f"{STORY}proposals/", StoryProposals, READ_ONLY),
    at(f"{STORY}audience/", StoryAudience, {"get": "retrieve"}),
    at(f"{STORY}identifiers/", Identifiers, READ_ONLY),
    at(f"{STORY}vouched/", Vouched, {"put": "update"}),
    at(f"{STORY}cycles/", Cycles, LIST),
    at(f"{STORY}cycles/<id:part>/", Cycles, PART),
    at(f"{STORY}measurements/", Measurements, LIST),
    at(f"{STORY}measurements/<id:part>/", Measurements, PART),
    at(f"{STORY}follow-ups/", FollowUps, LIST),
    at(f"{STORY}follow-ups/<id:part>/", FollowUps, {"delete": "destroy"}),
    at(f"{STORY}attachments/", Attachments, LIST),
    at(f"{STORY}attachments/<id:part>/", Attachments, {"delete": "destroy"}),
    at(f"{STORY}attachments/<id:part>/file/", Attachments, {"get": "file"}),
    at(f"{STORY}reactions/<slug:kind>/", StoryReactions, SET),
    at("proposals/", Proposals, READ_ONLY),
    at("proposals/<id:pk>/", Proposals, {"get": "retrieve", "delete": "destroy"}),
    at("proposals/<id:pk>/file/", Proposals, {"get": "file"}),
    at("proposals/<id:pk>/approval/", ProposalApproval, TURN),
    at("threads/", Threads, LIST),
    at("threads/<id:pk>/", Threads, {"get": "retrieve", "patch": "partial_update"}),
    at("threads/<id:pk>/lock/", ThreadLock, SET),
    at("threads/<id:pk>/comments/", ThreadComments, LIST),
    at("threads/<id:pk>/identifiers/", AnswerIdentifiers, {"post": "create"}),
    at("comments/<id:pk>/", Comments, ONE),
    at("comments/<id:pk>/reactions/<slug:kind>/", CommentReactions, SET),
    at("waiting/", WaitingAnswers, READ_ONLY),
    at("waiting/<id:pk>/", WaitingAnswers, {"get": "retrieve", "delete": "destroy"}),
    at("waiting/<id:pk>/approval/", WaitingApproval, TURN),
    at("postponed/<id:pk>/", PostponedActs, {"delete": "destroy"}),
    at("notifications/", Notifications, READ_ONLY),
    at("notifications/read/", NotificationsRead, {"post": "create"}),
    at("reports/", Reports, LIST),
    at("reports/<id:pk>/", Reports, {"get": "retrieve"}),
    at("decisions/", Decisions, READ_ONLY),
    at("decisions/<id:pk>/", Decisions, {"get": "retrieve"}),
    at("decisions/<id:pk>/appeal/", Appeals, {"post": "create"}),
    path("openapi.yaml", SpectacularAPIView.as_view(), name="openapi"),
]
