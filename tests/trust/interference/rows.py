"""What a copy of the machine holds: every row, file, mail and log line."""

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.core import mail
from django.core.files.storage import default_storage

# What may differ between two worlds, and why that tells nobody anything.
RETRIES = {  # keyed by what only the caller has and is asked to draw at random; gone after a day
    "api.IdempotencyRecord.digest",
    "api.IdempotencyRecord.fingerprint",
    "api.IdempotencyRecord.sealed",
}


def everything_kept() -> dict[str, list[Any]]:
    """All rows of all tables, files with their bytes, and the mails sent so far.

    Nothing may differ but today's retries, from the first word on.
    """
    rows = {model._meta.label: rows_of(model, RETRIES) for model in apps.get_models()}
    return rows | {"files": files(), "mails": mails()}


def rows_of(model: Any, apart: Collection[str]) -> list[Any]:
    """The rows of a table, without the columns that may differ."""
    names = [field.attname for field in model._meta.concrete_fields]
    kept = [name for name in names if f"{model._meta.label}.{name}" not in apart]
    return sorted(repr(row) for row in model._base_manager.values_list(*kept))


def files() -> list[Any]:
    """The stored files: place and content."""
    stored = []
    folders, _files = default_storage.listdir("")
    for folder in folders:
        for name in default_storage.listdir(folder)[1]:
            with default_storage.open(f"{folder}/{name}") as file:
                stored.append((f"{folder}/{name}", file.read()))
    return sorted(stored)


def mails() -> list[bytes]:
    """The mails that left, with every header."""
    return [letter.message().as_bytes() for letter in mail.outbox]
