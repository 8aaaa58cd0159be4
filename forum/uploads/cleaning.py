"""The one door for files: what comes in is opened elsewhere, and only what was made anew stays."""

import hashlib
import logging
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from forum.sandbox import verdict
from forum.sandbox.kinds import BECOMES, EXTENSIONS, IMAGES, PDF, kind_of
from forum.sandbox.limits import MOST_BYTES
from forum.sandbox.words import MOST_WORDS
from forum.uploads.errors import REFUSALS, TooComplex, TooLarge, UnreadableFile, UnsupportedType
from forum.uploads.losses import LOSSES
from forum.uploads.names import neutral_filename, safe_filename

MIB: Final = 1024 * 1024
MAX_IMAGE: Final = 10 * MIB  # a telephone's photograph is 3–6 MiB
MAX_PDF: Final = 20 * MIB  # a scanned A3 report of some twenty pages
MAX_BYTES: Final = dict.fromkeys(IMAGES, MAX_IMAGE) | {PDF: MAX_PDF}
PATIENCE: Final = 60  # seconds of wall time: the child's 5 to 45 of CPU on a machine that is busy
AT_ONCE: Final = 2  # children per server process, each of up to 512 MiB

_ROOT: Final = Path(__file__).resolve().parents[2]
_COMMAND: Final = [sys.executable, "-E", "-s", "-m", "forum.sandbox"]
_places = threading.BoundedSemaphore(AT_ONCE)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class CleanFile:
    """A file made anew from the one sent; `sha256` is the hex digest of `content`.

    `content_type` is image/png, image/jpeg, image/webp or application/pdf; `extension` has its
    dot; `name` is for people and never a path; width and height are pixels, None for a PDF.
    `words` are those read on a PDF's pages, line by line, for `forum.identifying` alone. `lost` are
    the codes of LOSSES that its sender should know of.
    """

    name: str
    content: bytes
    content_type: str
    extension: str
    width: int | None
    height: int | None
    sha256: str
    words: str = ""
    lost: tuple[str, ...] = ()


def clean_upload(data: bytes | BinaryIO, *, name: str, unnamed: bool = False) -> CleanFile:
    """Return `data` made anew without metadata or active content; UploadRefused says why not.

    `unnamed`: for what is told anonymously, no words stay in a document, nor the file's name (T5).
    It may take seconds, so it belongs before a transaction, never inside one.
    """
    raw = data if isinstance(data, bytes) else data.read(MAX_PDF + 1)
    kind = kind_of(raw)
    if kind is None:
        raise UnsupportedType
    if len(raw) > MAX_BYTES[kind]:
        raise TooLarge
    becomes = BECOMES.get(kind, kind)
    clean = _verdict(ask_child(raw, searchable=not unnamed), becomes)
    extension = EXTENSIONS[becomes]
    lost = {*clean.lost, *(["name"] if unnamed else [])}
    return CleanFile(
        name=neutral_filename(1, extension) if unnamed else safe_filename(name, extension),
        content=clean.content,
        content_type=becomes,
        extension=extension,
        width=clean.width,
        height=clean.height,
        sha256=hashlib.sha256(clean.content).hexdigest(),
        words=clean.words,
        lost=tuple(code for code in LOSSES if code in lost),
    )


def ask_child(raw: bytes, *, searchable: bool) -> bytes:
    """Return what the child says; TooComplex when it was stopped, UnreadableFile when it fell."""
    with _places:
        try:
            child = subprocess.run(  # noqa: S603 - our own module, no shell, nothing of the file
                [*_COMMAND, "searchable" if searchable else "unsearchable"],
                input=raw,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                env={},
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise TooComplex from late
    if child.returncode:
        _log.warning("upload_child_ended", extra={"returncode": child.returncode})
        raise TooComplex if child.returncode < 0 else UnreadableFile
    return child.stdout


def _verdict(answer: bytes, kind: str) -> verdict.Verdict:
    """Read the answer as if the child had been taken over: it must be what was asked for."""
    try:
        clean = verdict.read(answer)
    except verdict.Refused as refused:
        raise REFUSALS.get(refused.code, UnreadableFile) from refused
    except (ValueError, KeyError) as noise:
        raise UnreadableFile from noise
    if kind_of(clean.content) != kind or len(clean.content) > MOST_BYTES:
        raise UnreadableFile
    if len(clean.words) > MOST_WORDS or "\0" in clean.words:
        raise UnreadableFile
    return clean
