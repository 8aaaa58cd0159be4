"""Scripts: what happens in a pair of worlds, fixed ones that bring everything and drawn ones."""

from random import Random

from tests.trust.interference.stage import Secret

LOOK = "look"  # stands between acts: everybody reads and tries, each a part of everything

TELLING = ("begin", "begin_another", "write", "approve", "release_stories")
TOLD = (*TELLING, "react", LOOK)
REVIEWED = ("begin", "begin_another", "write", LOOK)
ANSWERED = (*TELLING, "ask", "answer_anonymously", "answer_by_receipt", "release_answers", LOOK)
MODERATED = (*TELLING, "hide", "restore", LOOK)
JUDGED = (*TELLING, "report", LOOK, "judge_hide", LOOK)
SUSPENDED = (*TELLING, "suspend", LOOK)
LEFT = (
    *TELLING, "company_leaves", "employee_leaves", "deactivate", "erase", "follow_up", LOOK,
)  # fmt: skip
LEFT_EARLY = (
    "begin",
    "begin_another",
    "write",
    "company_leaves",
    "approve",
    "release_stories",
    LOOK,
)
WATCHED = (
    *("begin", "begin_another", "hand_in_watched", "approve", "release_stories"),
    *("answer_watched", "release_answers", LOOK),
)
APPEALED = (*TELLING, "judge_hide", "appeal_by_receipt", LOOK)
LATER = (*TELLING, "ask", "weeks_pass", LOOK)

EVERYTHING = (
    *("begin", "begin_another", "write", LOOK, "send_back", "hand_in_again", "approve"),
    *("release_stories", LOOK, "ask", "answer_anonymously", "release_answers", "react"),
    *("talk_elsewhere", "answer_by_receipt", "release_answers", "change_answer"),
    *("hide_answer", "hide", LOOK, "restore", "report", "judge_hide", LOOK),
    *("appeal_by_receipt", LOOK, "batch_comes", "judge_restore", LOOK, "answer_watched"),
    *("send_answer_back", "answer_watched"),
    *("take_waiting_back", "lock_by_receipt", "suspend", "follow_up", "company_leaves"),
    *("employee_leaves", "deactivate", "erase", LOOK, "company_returns", "weeks_pass", LOOK),
    *("take_answer_back", "withdraw", LOOK, "batch_comes", LOOK),
)
BEFORE = ("company_leaves", "company_returns", "deactivate", "employee_leaves", "erase")
AFTER = (
    *("ask", "answer_anonymously", "release_answers", "react", "talk_elsewhere", "hide", "restore"),
    *(
        "answer_by_receipt",
        "follow_up",
        "narrow",
        "weeks_pass",
        "change_answer",
        "take_answer_back",
    ),
    *("report", "judge_hide", "judge_restore", "suspend", "batch_comes", "send_answer_back"),
    *("answer_watched", "lock_by_receipt", "appeal_by_receipt", "take_waiting_back"),
    *("hide_answer", "release_answers", "answering_company_leaves", *BEFORE),
)
WAYS = (("write",), ("write", "send_back", "hand_in_again"), ("write", "recall", "hand_in_again"))
# Another company, another person of the same one, another role, and a local moderator's company.
PAIRS = (("tilda", "berit"), ("tilda", "tore"), ("tilda", "tove"), ("tilda", "zoe"))


def secrets(number: int) -> tuple[Secret, Secret]:
    """Two secrets: other people, and other minutes of the same hour."""
    return between(*PAIRS[number % len(PAIRS)])


def between(first: str, second: str, byline: str = "anonymous") -> tuple[Secret, Secret]:
    """The two worlds of these tellers."""
    return Secret(first, "klara", 7, byline), Secret(second, "klas", 41, byline)


def drawn(number: int) -> tuple[str, ...]:
    """A script of 15 to 40 lines by lot; the same for the same number."""
    lot = Random(number)
    early = lot.sample(BEFORE, lot.randint(0, 2))
    way = ["begin", "begin_another", *mixed(lot, WAYS[lot.randrange(len(WAYS))], early)]
    late = [*lot.sample(AFTER, lot.randint(6, len(AFTER))), *lot.choices(AFTER, k=4)]
    ending = lot.sample(("weeks_pass", "withdraw"), lot.randint(0, 2))
    return tuple(looking(lot, [*way, "approve", "release_stories", *possible(late), *ending]))


def possible(acts: list[str]) -> list[str]:
    """Without answers by one whose company no longer reads: both worlds must be able to happen."""
    found: list[str] = []
    for act in acts:
        if act != "answer_anonymously" or "answering_company_leaves" not in found:
            found.append(act)
    return found


def mixed(lot: Random, steps: tuple[str, ...], others: list[str]) -> list[str]:
    """Other acts strewn into a way whose order stays."""
    way = list(steps)
    for one in others:
        way.insert(lot.randint(0, len(way)), one)
    return way


def looking(lot: Random, acts: list[str]) -> list[str]:
    """Acts with a look after about every sixth, and one at the end."""
    found: list[str] = []
    for act in acts:
        found.append(act)
        if lot.random() < 0.16:
            found.append(LOOK)
    return [*found, LOOK]
