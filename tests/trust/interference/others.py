"""What everybody else does in a script, in every world the same: read, answer, decide, leave."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from accounts.leaving import is_forgotten
from accounts.models import Membership
from accounts.reader import Reader
from forum import tasks
from forum.leaving import leave
from forum.models import Comment, Story
from tests.admin.pages import filled_in, page
from tests.trust.interference.acts import STORY, act, keep, thread_of
from tests.trust.interference.stage import Stage, seen

DAY = timedelta(days=1)
# Five companies, with that of one who might have told it: one fewer and no band is shown.
REACTING = ["stranger", "colleague of Gamma", "frida", "gerd", "tilda"]


# --- on the way out ---------------------------------------------------------------------------
def morning(stage: Stage) -> None:
    """A night passes, and what was sent lies before whoever checks it."""
    stage.clock.move(stage.clock.hour + DAY)
    stage.run(tasks.release_batch)


@act
def send_back(stage: Stage) -> None:
    """The checker asks for a change."""
    morning(stage)
    path = f"stories/{stage.ids['story']}/approval/"
    stage.act(checker(stage), "delete", path, {"note": "Ta bort kundens namn."})


@act
def approve(stage: Stage) -> None:
    """The checker lets both stories pass."""
    morning(stage)
    for name in ("another", "story"):
        if name in stage.ids:
            stage.act(checker(stage, name), "post", f"stories/{stage.ids[name]}/approval/", {})


def checker(stage: Stage, name: str = "story") -> str:
    """Who says yes: the independent moderator, or the steward of a company told of by name."""
    if stage.secret.byline == "anonymous" or name != "story":
        return "moderator"
    return f"steward of {stage.company_of(stage.secret.teller)}"


@act
def release_stories(stage: Stage) -> None:
    """Monday comes, and what has been checked comes out."""
    days = 7 - stage.clock.hour.weekday()
    stage.clock.move(stage.clock.hour + timedelta(days=days))
    stage.run_schedule()
    thread_of(stage)


@act
def release_answers(stage: Stage) -> None:
    """A moderator reads what waits, and its batch comes."""
    morning(stage)
    for one in stage.act("moderator", "get", "waiting/").json()["results"]:
        stage.act("moderator", "post", f"waiting/{one['id']}/approval/", {})
    batch_comes(stage)
    unnamed = Comment.objects.filter(thread=UUID(thread_of(stage)), byline="anonymous")
    for number, comment in enumerate(unnamed.order_by("path")):
        stage.ids[f"unnamed{number}"] = str(comment.pk)


@act
def batch_comes(stage: Stage) -> None:
    """A week passes in which the job is called every day; what is due comes out."""
    for _day in range(7):
        stage.clock.move(stage.clock.hour + DAY)
        stage.run(tasks.release_batch)


@act
def send_answer_back(stage: Stage) -> None:
    """A moderator sends the first of the waiting answers back."""
    morning(stage)
    for one in stage.act("moderator", "get", "waiting/").json()["results"][:1]:
        note = {"note": "Vilket skift var det?"}
        stage.act("moderator", "delete", f"waiting/{one['id']}/approval/", note)


@act
def weeks_pass(stage: Stage) -> None:
    """Fifteen days pass and every scheduled task runs."""
    stage.clock.move(stage.clock.hour + timedelta(days=15))
    stage.run_schedule()


# --- conversation -----------------------------------------------------------------------------
@act
def ask(stage: Stage) -> None:
    """Readers ask by name."""
    path = f"threads/{thread_of(stage)}/comments/"
    keep(stage, "comment", stage.act("stranger", "post", path, {"body": "Varför inte?"}))
    stage.act("colleague of Beta", "post", path, {"body": "Vi undrar också."})


@act
def react(stage: Stage) -> None:
    """Readers of five companies react, one who might have told it among them."""
    for who in REACTING:
        stage.act(who, "put", f"stories/{stage.ids['story']}/reactions/brave/", {})
    for name in ("comment", "unnamed0"):
        if name in stage.ids:
            stage.act("gerd", "put", f"comments/{stage.ids[name]}/reactions/learned/", {})


@act
def talk_elsewhere(stage: Stage) -> None:
    """The rest of the forum goes on: a named story, a question, one who might be the secret."""
    circle = {"circle": stage.cast.circles["main"].slug}
    named = stage.act("folke", "post", "stories/", STORY | circle | {"title": "Med namn"})
    keep(stage, "named", named)
    stage.act("folke", "post", f"stories/{stage.ids['named']}/submission/", {})
    question = {"title": "Hur mäter ni?", "body": "Med klocka?", **circle}
    keep(stage, "question", stage.act("gerd", "post", "threads/", question))
    stage.act("tove", "post", f"threads/{stage.ids['question']}/comments/", {"body": "Ja."})


# --- moderation -------------------------------------------------------------------------------
@act
def hide(stage: Stage) -> None:
    """The moderator takes the story out of sight, at the desk."""
    decide(stage, "hide")


@act
def restore(stage: Stage) -> None:
    """The moderator brings it back."""
    decide(stage, "restore")


def decide(stage: Stage, measure: str, model: Any = Story, name: str = "story") -> None:
    """Choose to decide in the admin, and fill in the form that comes."""
    desk, where = stage.desk("moderator"), page(model, "changelist")
    chosen: dict[str, Any] = {"action": "decide", "_selected_action": stage.ids[name]}
    asked = stage.ask(desk, "post", where, chosen).rendered_content
    done = stage.ask(desk, "post", where, chosen | filled_in(measure, asked))
    stage.trace.note(f"{stage.step}: moderator {measure} {name}", seen(done))
    assert done.status_code == 302, done.content


# --- leaving ----------------------------------------------------------------------------------
@act
def company_leaves(stage: Stage) -> None:
    """The company of one who might have told it leaves the circle."""
    stage.cast.circles["main"].dismiss(stage.cast.companies["Alfa"])
    stage.run_schedule()


@act
def answering_company_leaves(stage: Stage) -> None:
    """So does that of one who might have answered."""
    stage.cast.circles["main"].dismiss(stage.cast.companies["Gamma"])
    stage.run_schedule()


@act
def hide_answer(stage: Stage) -> None:
    """The moderator takes an anonymous answer out of sight, and brings it back."""
    for measure in ("hide", "restore"):
        if "unnamed0" in stage.ids:
            decide(stage, measure, Comment, "unnamed0")


@act
def company_returns(stage: Stage) -> None:
    """It comes back."""
    stage.cast.circles["main"].admit(stage.cast.companies["Alfa"])


@act
def employee_leaves(stage: Stage) -> None:
    """One who might have told it leaves the company."""
    steward = Reader.of(stage.cast.people["steward of Alfa"])
    for membership in Membership.objects.current().filter(user=stage.cast.people["tilda"]):
        membership.end(by=steward)


@act
def deactivate(stage: Stage) -> None:
    """Another is shut out."""
    stage.cast.people["berit"].deactivate()


@act
def erase(stage: Stage) -> None:
    """A third is erased with everything told by name."""
    leaving = stage.cast.people["tore"]
    leaving.refresh_from_db()
    if not is_forgotten(leaving):
        leave(leaving, withdraw=True)
