"""Why a line of an import file is left out."""


class BadLine(Exception):
    """A line that cannot become a thread; the message says why, for the person who runs it."""
