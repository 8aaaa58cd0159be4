"""The worker that does what is queued, and keeps no words of what failed.

django-ox stores the traceback of a failed task for its operators, message included, for two weeks
in the main database: the address a mail server refused, the values of a row that clashed. It has no
setting for this; tests/project/test_live_moment.py tells when that changes.
"""

from typing import Any

from django_ox import worker

from accounts.faults import as_text, kind_of


class ClosedWorker(worker.Worker):
    """`WORKER_CLASS` of the queue; loading it closes what its module writes down."""


written: Any = worker
written._stored_traceback = as_text
written._reason = kind_of
