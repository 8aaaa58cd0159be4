"""Every sentence of the code, and what libraries leave in English, is there in proper Swedish."""

import io
import re
import runpy
from types import SimpleNamespace
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from django.apps import apps
from django.utils.translation import override

from tests.project.tree import ROOT

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*(?::\w+)?\}")
STIFF = re.compile(r"\b(ni|er|ert|era|vänligen|erhålla|samt|avseende|gällande)\b", re.IGNORECASE)
OURS = ("accounts", "forum")


@pytest.fixture(scope="module")
def tool() -> Any:
    """What bin/messages.py knows; it is a script, not a module of the project."""
    return SimpleNamespace(**runpy.run_path(str(ROOT / "bin" / "messages.py")))


@pytest.fixture(scope="module")
def needed(tool: Any) -> Catalog:
    """What the code says now."""
    catalog: Catalog = tool.needed()
    return catalog


@pytest.fixture(scope="module")
def swedish(tool: Any) -> Catalog:
    """What locale/ holds."""
    catalog: Catalog = tool.translated()
    return catalog


def key(message: Message) -> tuple[str | None, object]:
    return message.context, tuple(forms(message.id))


def forms(text: Any) -> list[str]:
    """The singular and the plural of a sentence, or the sentence alone."""
    return list(text) if isinstance(text, (list, tuple)) else [text or ""]


def sentences(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def said(message: Message) -> list[tuple[str, str]]:
    """Each form in English beside its Swedish."""
    return list(zip(forms(message.id), forms(message.string), strict=True))


def test_every_sentence_of_the_code_has_its_swedish(
    tool: Any, needed: Catalog, swedish: Catalog
) -> None:
    said = {key(message) for message in sentences(swedish) if tool.is_said(message)}
    missing = [message.id for message in sentences(needed) if key(message) not in said]
    assert missing == [], "make messages, then translate"


def test_nothing_is_translated_that_nobody_says_any_more(needed: Catalog, swedish: Catalog) -> None:
    spoken = {key(message) for message in sentences(needed)}
    assert [message.id for message in sentences(swedish) if key(message) not in spoken] == []
    assert not swedish.obsolete


def test_nothing_is_a_guess(swedish: Catalog) -> None:
    assert not swedish.fuzzy
    assert [message.id for message in swedish if message.fuzzy] == []


def test_what_is_compiled_is_what_is_written(tool: Any, swedish: Catalog) -> None:
    with tool.SWEDISH.with_suffix(".mo").open("rb") as file:
        committed = read_mo(file)
    fresh = read_mo(io.BytesIO(tool.compiled(swedish)))
    assert {key(one): one.string for one in sentences(committed)} == {
        key(one): one.string for one in sentences(fresh)
    }, "make messages"


def test_a_translation_fills_in_what_the_sentence_does(swedish: Catalog) -> None:
    different = [
        english
        for message in sentences(swedish)
        for english, spoken in said(message)
        if sorted(PLACEHOLDER.findall(english)) != sorted(PLACEHOLDER.findall(spoken))
    ]
    assert different == []


def test_a_translation_ends_as_its_sentence_ends(swedish: Catalog) -> None:
    different = [
        english
        for message in sentences(swedish)
        for english, spoken in said(message)
        if (english[-1] in ".?!") != (spoken[-1] in ".?!") or spoken != spoken.strip()
    ]
    assert different == []


def test_the_swedish_says_du_and_no_officialese(swedish: Catalog) -> None:
    texts = [spoken for message in sentences(swedish) for _english, spoken in said(message)]
    assert [text for text in texts if STIFF.search(text)] == []


def test_models_and_fields_are_named_in_swedish_and_in_lower_case() -> None:
    with override("sv"):
        names = {
            str(name)
            for app in OURS
            for model in apps.get_app_config(app).get_models()
            for name in (model._meta.verbose_name, model._meta.verbose_name_plural)
        }
    assert {"berättelse", "samtal", "försök", "mätvärden", "kretsar", "deltagande"} <= names
    assert [name for name in names if name != name.lower()] == []
