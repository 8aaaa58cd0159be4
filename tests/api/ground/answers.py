"""What a refusal looks like, and a sign-in that only refuses."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from api.limits import SignInLimit


def assert_problem(answer: HttpResponse, status: int, code: str) -> dict[str, Any]:
    """The answer is a problem document of that status and code; gives its members."""
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    document: dict[str, Any] = answer.json()  # type: ignore[attr-defined]  # the test client's
    assert document["code"] == code
    assert document["status"] == status
    assert document["type"] == f"/problems/{code}"
    assert document["title"]
    assert document["detail"]
    assert "no-store" in answer["Cache-Control"]
    return document


def refusing_sign_in(tried: list[HttpRequest]) -> SignInLimit:
    """The sign-in limit before a sign-in that knows nobody, and notes every attempt."""

    def refuse(request: HttpRequest) -> HttpResponse:
        tried.append(request)
        return HttpResponse(status=401)

    return SignInLimit(refuse)
