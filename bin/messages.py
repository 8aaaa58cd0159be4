"""Gather every sentence of the code and the templates into locale/ and compile the translations.

Babel does all of it, so no gettext programs are needed. A sentence that has changed loses its
translation instead of keeping a guess: what is marked fuzzy never reaches anybody, and what is
empty fails a test.
"""

import os
import sys
from collections.abc import Iterator
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LIBRARIES = Path(django.__file__).resolve().parent.parent
SWEDISH = ROOT / "locale" / "sv" / "LC_MESSAGES" / "django.po"
LAYERS = ("accounts", "forum", "api", "config")
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
# What libraries say to our readers and have no Swedish for: their locale folder, their sources.
BORROWED = {
    "rest_framework/locale": [
        f"rest_framework/{name}.py"
        for name in ("exceptions", "fields", "relations", "serializers", "validators")
    ],
    "django/conf/locale": ["django/db/models/fields/__init__.py"],
    "django/contrib/admin/locale": ["django/contrib/admin/templatetags/admin_filters.py"],
}


class Silence(NullTranslations):
    """What a library says where it has no translation: nothing."""

    def gettext(self, message: str) -> str:
        """Say nothing, so that what is missing differs from what reads the same in Swedish."""
        return ""


def python_messages(path: Path) -> Iterator[Message]:
    """The sentences of a Python file."""
    return messages(path.read_bytes())


def template_messages(path: Path) -> Iterator[Message]:
    """The sentences of a template, which Django rewrites as calls of gettext for this purpose."""
    from django.utils.translation.template import templatize

    calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return messages("\n".join(map(str.strip, calls.splitlines())).encode())


def messages(source: bytes) -> Iterator[Message]:
    """The sentences of Python source, or of what resembles it enough."""
    found = extract("python", BytesIO(source), keywords=KEYWORDS, options={"encoding": "utf-8"})
    for _line, sentence, _comments, context in found:
        yield Message(sentence, context=context)


def own_messages() -> Iterator[tuple[str, Message]]:
    """Every sentence of the project with the file it stands in."""
    for path in sorted(file for layer in LAYERS for file in (ROOT / layer).rglob("*.*")):
        readers = {".py": python_messages, ".html": template_messages, ".txt": template_messages}
        if path.suffix in readers and "migrations" not in path.parts:
            for message in readers[path.suffix](path):
                yield path.relative_to(ROOT).as_posix(), message


def borrowed_messages() -> Iterator[tuple[str, Message]]:
    """The sentences of libraries that they have not in Swedish themselves."""
    for folder, names in BORROWED.items():
        with (LIBRARIES / folder / "sv" / "LC_MESSAGES" / "django.mo").open("rb") as file:
            known = GNUTranslations(file)
        known.add_fallback(Silence())
        for name in names:
            for message in python_messages(LIBRARIES / name):
                if not known.gettext(message.id if isinstance(message.id, str) else message.id[0]):
                    yield name, message


def needed() -> Catalog:
    """A catalogue of all that has to be said in Swedish, without a translation yet."""
    catalog = Catalog(project="Tillit", fuzzy=False)
    for place, message in (*own_messages(), *borrowed_messages()):
        catalog.add(message.id, locations=[(place, 0)], context=message.context)
    return catalog


def translated() -> Catalog:
    """The Swedish catalogue as it is written."""
    with SWEDISH.open("rb") as file:
        return read_po(file, locale="sv")


def is_said(message: Message) -> bool:
    """Tell whether a sentence has its translation, in the singular and in the plural."""
    spoken = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return len(spoken) == (2 if message.pluralizable else 1) and all(spoken)


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as Django reads it."""
    content = BytesIO()
    write_mo(content, catalog)
    return content.getvalue()


def main() -> None:
    """Bring django.po in step with the code, write django.mo, and name what lacks a translation."""
    catalog = translated()
    catalog.update(needed(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    with SWEDISH.open("wb") as file:
        write_po(file, catalog, width=100, sort_by_file=True, include_lineno=False)
    SWEDISH.with_suffix(".mo").write_bytes(compiled(catalog))
    for message in catalog:
        if not is_said(message):
            sys.stdout.write(f"to translate: {message.id!r}\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.path.insert(0, str(ROOT))
    django.setup()
    main()
