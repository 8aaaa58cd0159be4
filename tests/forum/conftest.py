"""What decisions fall on: a comment that points at people, and its case."""

import pytest

from accounts.models import User
from accounts.reader import Reader
from forum.models import Case, Comment, Thread
from tests.forum.deciding import TEXT, reported


@pytest.fixture
def said(question: Thread, teller: User) -> Comment:
    """A comment somebody else reported."""
    comment: Comment = question.comment(by=Reader.of(teller), body=TEXT)
    return comment


@pytest.fixture
def case(said: Comment, stranger: User) -> Case:
    """Its case."""
    return reported(said, stranger)
