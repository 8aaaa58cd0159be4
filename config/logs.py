"""Structured logs: one JSON object a line, a request id, and nothing about persons."""

import logging.config
import sys

import orjson
import structlog
from structlog.typing import Processor

from accounts.faults import described

SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
# Without variables and messages: both quote what people wrote.
FAULTS = structlog.processors.ExceptionRenderer(lambda info: described(info[1]))
FORMATTER = {
    "()": structlog.stdlib.ProcessorFormatter,
    "foreign_pre_chain": SHARED,
    "processors": [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        FAULTS,
        structlog.processors.JSONRenderer(),
    ],
}
# Django's request and security lines carry paths and hosts; ours say the same without.
QUIET = ("django.request", "django.security", "django.server")


def logging_config(level: str) -> None:
    """Send Django's and our own lines through structlog to standard error as JSON.

    Libraries say INFO and above at most: their debug lines quote what they handle, down to the
    parameters of a query and the body of an upload.
    """
    logging.raiseExceptions = False  # a line that cannot be written is not printed with its values
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": FORMATTER},
            "handlers": {
                "stderr": {"class": "logging.StreamHandler", "formatter": "json"},
                # Python prints what no handler takes, so silence needs a handler too.
                "nowhere": {"class": "logging.NullHandler"},
            },
            "root": {"handlers": ["stderr"], "level": "INFO" if level == "DEBUG" else level},
            "loggers": {
                **{name: {"handlers": ["nowhere"], "propagate": False} for name in QUIET},
                # The worker gives its logger a handler of its own where it finds none.
                "django_ox": {"handlers": ["stderr"], "propagate": False},
            },
        }
    )
    # Our own lines go straight to standard error: by way of `logging` the line of a request cost
    # a tenth of a list of stories.
    structlog.configure(
        processors=[*SHARED, FAULTS, structlog.processors.JSONRenderer(serializer=orjson.dumps)],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )
