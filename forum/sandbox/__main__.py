"""The child: one file on standard input, one verdict on standard output, little of everything.

Run as `python -m forum.sandbox searchable` (or `unsearchable`, for documents told anonymously) with
an empty environment. It imports no Django, so it starts in a tenth of a second and knows neither
settings nor secrets.
"""

import sys
import warnings

from forum.sandbox import cleaning, limits, verdict


def answer(data: bytes, *, searchable: bool) -> bytes:
    """Return the verdict on `data` as the parent reads it; any failure becomes a refusal."""
    try:
        clean = cleaning.cleaner_for(data, searchable=searchable)
        limits.open_nothing_more()
        return verdict.written(clean(data))
    except verdict.Refused as refused:
        return verdict.refusal(refused.code)
    except (MemoryError, RecursionError):
        return verdict.refusal("too_complex")
    except Exception:
        return verdict.refusal("unreadable_file")


if __name__ == "__main__":
    limits.confine()
    warnings.simplefilter("ignore")
    asked = sys.argv[1] == "searchable"
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), searchable=asked))
