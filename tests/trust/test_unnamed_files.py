"""What is attached to an anonymous story holds only what is seen, and is looked through too.

T5, T13; leaks 45 and 65.
"""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from accounts.models import User
from accounts.reader import Reader
from forum.models import Attachment, Story
from forum.uploads import CleanFile, clean_upload
from tests.clients import API, assert_problem, bearing
from tests.factories import make_draft, voice_of
from tests.forum import files, pdfs
from tests.trust.asking import body_of

pytestmark = pytest.mark.usefixtures("no_approval")
AUTHOR = "Annika Ek - slutrapport Åkerströms"


@pytest.fixture
def bearer(whisper: Story) -> Any:
    """The client of whoever holds the receipt of the anonymous draft."""
    return bearing(whisper.receipt)


def at(story: Story) -> str:
    return f"{API}/stories/{story.pk}/"


def attach(client: Any, story: Story, content: bytes, name: str = AUTHOR) -> Any:
    body = {"file": SimpleUploadedFile(name, content)}
    return client.post(f"{at(story)}attachments/", body, format="multipart")


def test_a_document_goes_out_as_pictures_under_a_name_that_tells_nothing(
    bearer: Any, whisper: Story
) -> None:
    taken = attach(bearer, whisper, pdfs.lines("Vi bytte tavla.")).json()
    assert taken["name"] == "bilaga-1.pdf"
    assert [loss["code"] for loss in taken["lost"]] == ["pages", "search", "name"]
    assert all(loss["detail"] for loss in taken["lost"])
    content = body_of(bearer.get(f"{at(whisper)}attachments/{taken['id']}/file/"))
    (page,) = PdfReader(io.BytesIO(content)).pages
    assert (page.extract_text(), len(page.images)) == ("", 1)


def test_files_are_called_by_their_place_in_the_story(bearer: Any, whisper: Story) -> None:
    sent = [files.png_of(8, 8), files.encoded(files.two_halves(), "JPEG"), files.pdf()]
    names = [attach(bearer, whisper, content).json()["name"] for content in sent]
    assert names == ["bilaga-1.png", "bilaga-2.jpg", "bilaga-3.pdf"]
    shown = bearer.get(at(whisper)).json()["attachments"]
    assert [one["name"] for one in shown] == names


def test_nothing_of_the_name_it_had_is_stored_or_sent(bearer: Any, whisper: Story) -> None:
    taken = attach(bearer, whisper, pdfs.Planted().content).json()
    file = bearer.get(f"{at(whisper)}attachments/{taken['id']}/file/")
    kept = Attachment.objects.values().get()
    found = [str(kept), str(dict(file.items())), str(taken), body_of(file).decode("latin-1")]
    assert not [text for text in found if re.search("Annika|slutrapport", text)]


def test_told_by_name_it_keeps_its_words_and_its_name(api: Any, story: Story, teller: User) -> None:
    taken = attach(api(teller), story, pdfs.lines("Vi bytte tavla.")).json()
    assert taken["name"] == f"{AUTHOR}.pdf"
    assert [loss["code"] for loss in taken["lost"]] == ["pages"]
    file = body_of(api(teller).get(f"{at(story)}attachments/{taken['id']}/file/"))
    assert PdfReader(io.BytesIO(file)).pages[0].extract_text().strip() == "Vi bytte tavla."


WRAPPED = [
    ("Ring 19121212-", "1212 på natten"), ("Ring 19121212", "-1212 på natten"),
    ("Ring 191212", "12-1212 på natten"), ("Vi är 556016-", "0680 i registret"),
    ("Skriv till bo@exem-", "pel.se nu"), ("Ring 070-123", "45 67 om tavlan"),
    ("Fråga 19121212-1212", "på natten"),
]  # fmt: skip


@pytest.mark.parametrize("texts", WRAPPED)
def test_a_number_in_a_file_holds_the_story_back_though_its_line_wraps(
    texts: tuple[str, str], bearer: Any, whisper: Story
) -> None:
    assert attach(bearer, whisper, pdfs.lines(*texts)).status_code == 201
    (found,) = [one for one in bearer.get(f"{at(whisper)}identifiers/").json()["results"]
                if one["blocks"]]  # fmt: skip
    assert found["pointer"] == "/attachments/0"
    answer = bearer.post(f"{at(whisper)}submission/")
    assert_problem(answer, 409, "identifies_someone")
    whisper.refresh_from_db()
    assert whisper.state == "draft"


def test_what_was_covered_before_it_was_sent_holds_nothing_back(
    bearer: Any, whisper: Story
) -> None:
    covered = b"BT /F 12 Tf 20 100 Td (19121212-1212) Tj ET 0 g 10 95 200 20 re f"
    attach(bearer, whisper, pdfs.page(covered))
    assert Attachment.objects.get().words == ""
    assert bearer.post(f"{at(whisper)}submission/").status_code == 200


def named_file() -> CleanFile:
    return clean_upload(pdfs.lines("Vi bytte tavla."), name=AUTHOR)


def test_a_file_cleaned_for_a_named_story_does_not_get_into_an_anonymous_one(
    whisper: Story, teller: User
) -> None:
    with pytest.raises(AssertionError):
        Attachment.attach(whisper, by=voice_of(whisper), clean=named_file())
    assert not Attachment.objects.exists()
    named = make_draft(teller)
    assert Attachment.attach(named, by=Reader.of(teller), clean=named_file()).words


def test_the_words_inside_are_shown_to_nobody(api: Any, story: Story, teller: User) -> None:
    attach(api(teller), story, pdfs.lines("Tornseglare"), "x.pdf")
    assert Attachment.objects.get().words == "Tornseglare"
    for place in ("", "attachments/", "audience/", "identifiers/"):
        assert b"Tornseglare" not in api(teller).get(f"{at(story)}{place}").content
