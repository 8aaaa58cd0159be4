"""When a file was uploaded, as its date in the folder tells it, is taken away (T5)."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from django.core.files.storage import FileSystemStorage, default_storage

NO_DAY = 86_400  # seconds after 1970 began: the same for all, in every time zone


def forget_dates(folder: str, names: Iterable[str]) -> None:
    """Give stored files and their folder one and the same date.

    In a folder of ours; a bucket keeps its own dates, which docs/operations.md names.
    """
    if not isinstance(default_storage, FileSystemStorage):
        return
    for name in [*names, folder]:
        with suppress(FileNotFoundError):  # taken back since it was listed: no date is left of it
            os.utime(Path(default_storage.path(name)), (NO_DAY, NO_DAY))
