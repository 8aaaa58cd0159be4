"""What people do in a script; the secret ones do it by receipt, everybody else signed in."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from forum.models import Story
from tests.clients import API
from tests.trust.interference.stage import Stage, seen

type Act = Callable[[Stage], None]
ACTS: dict[str, Act] = {}
STORY: dict[str, Any] = {
    "title": "Tavlan som tystnade",
    "summary": "Vi slutade mötas vid tavlan.",
    "expectation": "Att alla skulle prata varje morgon.",
    "results": "Efter en tid stod ingen där.",
    "analysis": "Skiftgången gjorde att hälften aldrig var där.",
    "lessons": "Fråga först när folk kan.",
    "outcome": "no_effect",
    "audience": "circle",
}
OTHER_TELLER = "frida"
MINUTES_BY_RECEIPT = 23  # nothing else happens then
BETWEEN = 30  # minutes past the hour: after those of one world's secrets, before the other's
NOTHING = UUID(int=4 << 76)
MEASURED = {"name": "Ställtid", "unit": "min", "direction": "lower", "baseline": "40"}


def act(done: Act) -> Act:
    """Register an act by its name."""
    ACTS[done.__name__] = done
    return done


# --- the secret -------------------------------------------------------------------------------
@act
def begin(stage: Stage) -> None:
    """The secret teller starts a draft, signed in, at a minute of their own."""
    begin_as(stage, stage.secret.teller, "story", late=stage.secret.minutes)


@act
def begin_another(stage: Stage) -> None:
    """Somebody else tells anonymously too: the same person in both worlds."""
    begin_as(stage, OTHER_TELLER, "another", late=11)
    holding(stage, "another")("post", f"stories/{stage.ids['another']}/submission/", {})


def begin_as(stage: Stage, who: str, name: str, late: int) -> None:
    """Start a draft and keep its receipt; the key of retries must not name anybody either."""
    stage.clock.past(late)
    body = {**STORY, "byline": stage.secret.byline, "circle": stage.cast.circles["main"].slug}
    made = stage.act(who, "post", "stories/", body | {"title": f"{STORY['title']} ({name})"}).json()
    stage.ids[name] = made["id"]
    stage.receipts[name] = made.get("receipt", "")


@act
def write(stage: Stage) -> None:
    """The teller writes more, adds parts and a picture, and hands it in."""
    here = f"stories/{stage.ids['story']}/"
    with_receipt = holding(stage, "story")
    with_receipt("patch", here, {"advice": "Börja smått.", "topics": ["komponentbrist"]})
    with_receipt("post", f"{here}cycles/", {"title": "Två veckor", "plan": "Varje morgon."})
    keep(stage, "measurement", with_receipt("post", f"{here}measurements/", MEASURED))
    keep(stage, "attachment", with_receipt("post", f"{here}attachments/", picture()))
    with_receipt("post", f"{here}submission/", {})


@act
def hand_in_again(stage: Stage) -> None:
    """After a note: look what it says, change the text, hand it in."""
    here = f"stories/{stage.ids['story']}/"
    with_receipt = holding(stage, "story")
    with_receipt("get", here, None)
    with_receipt("patch", here, {"results": "Ingen stod där, och ingen frågade."})
    with_receipt("post", f"{here}submission/", {})


@act
def answer_by_receipt(stage: Stage) -> None:
    """The teller answers a question in the thread."""
    thread = thread_of(stage)
    body = {"body": "Vi frågade inte.", "parent": stage.ids.get("comment")}
    holding(stage, "story")("post", f"threads/{thread}/comments/", body)


@act
def follow_up(stage: Stage) -> None:
    """The teller tells whether it held, and mends a sentence."""
    here = f"stories/{stage.ids['story']}/"
    with_receipt = holding(stage, "story")
    with_receipt("post", f"{here}follow-ups/", {"months": 6, "held": "no", "body": "Nej."})
    with_receipt("patch", here, {"lessons": "Fråga först när alla kan."})


@act
def narrow(stage: Stage) -> None:
    """The teller lets fewer read."""
    changes = {"audience": "circle", "circle": stage.cast.circles["side"].slug}
    holding(stage, "story")("patch", f"stories/{stage.ids['story']}/", changes)


@act
def withdraw(stage: Stage) -> None:
    """The teller takes it back for good."""
    holding(stage, "story")("post", f"stories/{stage.ids['story']}/withdrawal/", {})


@act
def answer_anonymously(stage: Stage) -> None:
    """The secret answerer and somebody else answer without a name, and are let out together."""
    thread = thread_of(stage)
    answer = {"body": "Hos oss var det likadant.", "byline": stage.secret.byline}
    stage.clock.past(stage.secret.minutes)
    path = f"threads/{thread}/comments/"
    given = stage.act(stage.secret.answerer, "post", path, answer).json()
    stage.receipts["answer"] = given.get("receipt") or stage.receipts.get("answer", "")
    stage.clock.past(51)
    other = stage.act("folke", "post", path, answer | {"body": "Här med."}).json()
    for name, sent in (("waiting0", given), ("waiting1", other)):
        stage.ids[name] = sent.get("id", str(NOTHING))


@act
def change_answer(stage: Stage) -> None:
    """The secret answerer mends what came out, and answers once more."""
    if stage.receipts.get("answer"):
        with_receipt = holding(stage, "answer")
        path = f"comments/{stage.ids.get('answer', NOTHING)}/"
        with_receipt("patch", path, {"body": "Nästan likadant."})
        with_receipt("post", f"threads/{thread_of(stage)}/comments/", {"body": "Och en sak till."})


@act
def take_answer_back(stage: Stage) -> None:
    """The secret answerer takes it away again."""
    if stage.receipts.get("answer"):
        path = f"comments/{stage.ids.get('answer', NOTHING)}/"
        holding(stage, "answer")("delete", path, None)


@act
def recall(stage: Stage) -> None:
    """The teller takes the story back from whoever checks it."""
    path = f"stories/{stage.ids['story']}/submission/"
    holding(stage, "story")("delete", path, None)


# --- watched while it is done ------------------------------------------------------------------
@act
def hand_in_watched(stage: Stage) -> None:
    """The teller hands in at a minute of their own; moderators look all the time."""
    path = f"stories/{stage.ids['story']}/submission/"
    watched(stage, lambda: holding(stage, "story", stage.secret.minutes)("post", path, {}))


@act
def answer_watched(stage: Stage) -> None:
    """The teller answers at a minute of their own; moderators look all the time."""
    path = f"threads/{thread_of(stage)}/comments/"
    body = {"body": "Vi frågade till slut."}
    watched(stage, lambda: holding(stage, "story", stage.secret.minutes)("post", path, body))


def watched(stage: Stage, done: Callable[[], Any]) -> None:
    """Let a moderator look at the queues between the minutes of the two worlds' secrets.

    It happens in another order in each world and is noted in the same.
    """

    def look() -> None:
        stage.clock.past(BETWEEN)
        for path in ("waiting/", "stories/?state=in_review"):
            stage.act("moderator", "get", path)

    acts: dict[int, Callable[[], Any]] = {stage.secret.minutes: done, BETWEEN: look}
    noted: dict[Callable[[], Any], list[tuple[str, Any]]] = {}
    for _minute, act_of in sorted(acts.items()):
        stage.asked = 100 if act_of is done else 200  # the draws of each do not depend on the order
        with stage.trace.aside() as noted[act_of]:
            act_of()
    stage.asked = 300  # nor do those of what comes after depend on which came last
    for where, what in (*noted[done], *noted[look]):
        stage.trace.note(where, what)
    stage.clock.past(59)


@act
def lock_by_receipt(stage: Stage) -> None:
    """The teller closes the conversation."""
    holding(stage, "story")("put", f"threads/{thread_of(stage)}/lock/", {})


@act
def appeal_by_receipt(stage: Stage) -> None:
    """The teller appeals what was decided."""
    with_receipt = holding(stage, "story")
    for one in with_receipt("get", "decisions/", None).json().get("results", []):
        if one["may_appeal"]:
            path = f"decisions/{one['id']}/appeal/"
            with_receipt("post", path, {"sentence": "Den nämns inte."})


@act
def take_waiting_back(stage: Stage) -> None:
    """The teller takes back what waits."""
    with_receipt = holding(stage, "story")
    for one in with_receipt("get", "waiting/", None).json()["results"]:
        with_receipt("delete", f"waiting/{one['id']}/", {})


# --- with a receipt ---------------------------------------------------------------------------
def holding(
    stage: Stage, name: str, minutes: int = MINUTES_BY_RECEIPT
) -> Callable[[str, str, Any], Any]:
    """What the bearer of a story's receipt can do; a named teller does the same signed in."""
    if not stage.receipts.get(name):
        who = stage.secret.teller if name == "story" else OTHER_TELLER
        return lambda method, path, body: stage.act(who, method, path, body)
    stage.clock.past(minutes)
    shown = {"receipt": stage.receipts[name]}
    door = stage.ask(stage.bearer(None), "post", f"{API}/receipts/", shown)
    opened = door.json()
    bearer = stage.bearer(opened.get("pass"))
    if opened.get("comments"):
        stage.ids[name if name == "answer" else "own answer"] = opened["comments"][0]
    if minutes == MINUTES_BY_RECEIPT:  # a pass holds the minute, and is its holder's alone
        stage.trace.note(f"{stage.step}: receipt of {name}", seen(door))

    def use(method: str, path: str, body: Any) -> Any:
        given = stage.ask(bearer, method, f"{API}/{path}", body)
        stage.trace.note(f"{stage.step}: receipt of {name} {method} {path}", seen(given))
        return given

    return use


def keep(stage: Stage, name: str, given: Any) -> None:
    """Remember what was made, by its name in addresses."""
    if given.status_code == 201:
        stage.ids[name] = str(given.json()["id"])


def thread_of(stage: Stage) -> str:
    """The story's thread; an id nothing has where there is none."""
    story = Story.objects.filter(pk=stage.ids["story"]).select_related("thread").first()
    thread = getattr(story, "thread", None)
    stage.ids["thread"] = str(thread.pk if thread else NOTHING)
    return stage.ids["thread"]


def picture() -> Any:
    """A file as a form sends it."""
    return {"file": SimpleUploadedFile("tavla.png", b"bild", "image/png")}
