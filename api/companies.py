"""Companies: those one shares a circle with; members and invitations of one's own."""

from typing import Any
from uuid import UUID

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.invitations import mail
from accounts.models import Company, Invitation, Membership, User
from api.base import Resource
from api.fields import Line, Strict
from api.operations import operation
from api.shapes.promises import PromiseGiven
from api.values import Choice, Mail
from forum.models import CompanyPromise, Guidelines

COMPANY = ("slug", "name", "industry__group", "size", "county__nuts2")


class CompanyShown(serializers.Serializer[Any]):
    """What others may know of a company."""

    slug = serializers.CharField()
    name = serializers.CharField()
    industry = serializers.CharField(allow_null=True, help_text="coarse group")
    size = serializers.CharField(help_text="EU size class")
    region = serializers.CharField(allow_null=True, help_text="NUTS 2")


class CompanyWhole(CompanyShown):
    """A company with what it has promised those who tell."""

    promise = PromiseGiven(allow_null=True, help_text="null where it has promised nothing")


class MemberShown(serializers.Serializer[Any]):
    """A colleague."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    title = serializers.CharField()
    role = serializers.ChoiceField(choices=Membership.Role.choices)


class Role(Strict):
    """The role given."""

    role = Choice(choices=Membership.Role.choices)


class InvitationBody(Strict):
    """Whom to invite."""

    email = Mail(max_length=254)
    role = Choice(choices=Membership.Role.choices, required=False)


class InvitationShown(serializers.Serializer[Any]):
    """An invitation; its token went by mail and is kept nowhere."""

    id = serializers.UUIDField()
    email = serializers.EmailField()
    role = serializers.ChoiceField(choices=Membership.Role.choices)
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    accepted_at = serializers.DateTimeField(allow_null=True)
    revoked_at = serializers.DateTimeField(allow_null=True)


class Token(Strict):
    """The token of an invitation, from the mail."""

    token = Line(max_length=100)


INVITATION = tuple(InvitationShown().fields)


class Companies(Resource):
    """Companies one can see."""

    def company(self, slug: str) -> Company:
        """The company, if the reader can see it."""
        found: Company = self.find(Company.objects.visible_to(self.reader), slug=slug)
        return found

    @operation("listCompanies", "GET", summary="Companies I share a circle with",
               gives=CompanyShown, many=True, paged=True)  # fmt: skip
    def list(self, request: Request) -> Response:
        """By name; organisation numbers are shown to nobody."""
        rows = Company.objects.visible_to(self.reader).values_list(*COMPANY)
        page = self.page(rows, order=("slug",), name="companies")
        return self.listed(page, [as_company(row) for row in page.rows])

    @operation("readCompany", "GET", summary="One company", gives=CompanyWhole)
    def retrieve(self, request: Request, slug: str) -> Response:
        """As others may know it."""
        visible = Company.objects.visible_to(self.reader).values_list("pk", *COMPANY)
        pk, *row = self.find(visible, slug=slug)
        current = Guidelines.objects.current()
        promise = CompanyPromise.objects.visible_to(self.reader).given_by(pk, current)
        return Response(as_company(tuple(row)) | {"promise": promise})


class Members(Companies):
    """Colleagues; other companies' people are not listed."""

    def member(self, slug: str, pk: UUID) -> Membership:
        """A membership of a company of one's own."""
        visible = Membership.objects.visible_to(self.reader)
        found: Membership = self.find(visible, company__slug=slug, pk=pk)
        return found

    @operation("listMembers", "GET", summary="Colleagues", gives=MemberShown, many=True, paged=True)
    def list(self, request: Request, slug: str) -> Response:
        """Of a company of one's own; of others the list is empty."""
        members = Membership.objects.visible_to(self.reader).filter(company=self.company(slug))
        rows = members.values_list("id", "user__display_name", "user__title", "role")
        page = self.page(rows, order=("id",), name=f"members:{slug}")
        return self.listed(page, [dict(zip(MEMBER, row, strict=True)) for row in page.rows])

    @operation("giveRole", "PATCH", summary="Make a colleague steward, or member again",
               body=Role, gives=MemberShown, partial=True)  # fmt: skip
    def partial_update(self, request: Request, slug: str, pk: UUID) -> Response:
        """Stewards do this; a company keeps one."""
        member = self.member(slug, pk)
        member.give_role(self.take().get("role", member.role), by=self.reader)
        row = (member.pk, member.user.display_name, member.user.title, member.role)
        return Response(dict(zip(MEMBER, row, strict=True)))

    @operation("endMembership", "DELETE", summary="End a membership", status=204)
    def destroy(self, request: Request, slug: str, pk: UUID) -> Response:
        """A steward anybody's, a member their own; access is gone at the next request."""
        self.member(slug, pk).end(by=self.reader)
        return Response(status=204)


class Invitations(Companies):
    """Invitations of a company, for its stewards."""

    @operation("listInvitations", "GET", summary="Invitations sent",
               gives=InvitationShown, many=True, paged=True)  # fmt: skip
    def list(self, request: Request, slug: str) -> Response:
        """For stewards; others find none."""
        sent = Invitation.objects.visible_to(self.reader).filter(company=self.company(slug))
        page = self.page(sent.values(*INVITATION), order=("-created_at", "id"), name=f"inv:{slug}")
        return self.listed(page, page.rows)

    @operation("invite", "POST", summary="Invite somebody by e-mail",
               body=InvitationBody, gives=InvitationShown, status=201)  # fmt: skip
    def create(self, request: Request, slug: str) -> Response:
        """The mail goes out by the worker; an earlier open invitation is replaced."""
        company = self.company(slug)
        company.must_be_stewarded_by(self.reader)
        asked = {"role": Membership.Role.MEMBER, **self.take()}
        by = self.request.user
        if not isinstance(by, User):
            raise Http404
        invitation, token = Invitation.issue(company=company, by=by, **asked)
        mail(invitation, token)
        return Response({name: getattr(invitation, name) for name in INVITATION}, status=201)

    @operation("revokeInvitation", "DELETE", summary="Take an invitation back", status=204)
    def destroy(self, request: Request, slug: str, pk: UUID) -> Response:
        """As long as nobody used it."""
        visible = Invitation.objects.visible_to(self.reader)
        self.find(visible, company__slug=slug, pk=pk).revoke()
        return Response(status=204)


class Acceptance(Resource):
    """Accepting an invitation as somebody who is signed in already."""

    @operation("acceptInvitation", "POST", summary="Accept an invitation",
               body=Token, gives=MemberShown, status=201, scope="sign_in")  # fmt: skip
    def create(self, request: Request) -> Response:
        """Newcomers sign up with the token instead; another's invitation is absent here."""
        invitation = Invitation.objects.find(self.take()["token"])
        user = self.request.user
        if not isinstance(user, User) or invitation is None or invitation.email != user.email:
            raise Http404
        membership = invitation.accept(by=user)
        row = (membership.pk, user.display_name, user.title, membership.role)
        return Response(dict(zip(MEMBER, row, strict=True)), status=201)


MEMBER = ("id", "name", "title", "role")


def as_company(row: tuple[Any, ...]) -> dict[str, Any]:
    """A row of COMPANY as a `CompanyShown`."""
    return dict(zip(("slug", "name", "industry", "size", "region"), row, strict=True))
