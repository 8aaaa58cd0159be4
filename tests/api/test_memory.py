"""What an answer sends is freed once it is sent, not when garbage is next collected."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from django.core.handlers.base import BaseHandler
from django.http import HttpResponseBase
from django.test import RequestFactory

from tests.clients import API

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_collection() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def handler() -> BaseHandler:
    made = BaseHandler()
    made.load_middleware()
    return made


@pytest.mark.parametrize(("path", "status"), [("stories/", 200), ("stories/?order=x", 400)])
def test_an_answer_goes_when_nobody_holds_it(handler: BaseHandler, path: str, status: int) -> None:
    def answered() -> weakref.ref[HttpResponseBase]:
        answer = handler.get_response(RequestFactory().get(f"{API}/{path}"))
        assert answer.status_code == status
        answer.close()
        return weakref.ref(answer)

    assert answered()() is None
