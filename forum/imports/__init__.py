"""Threads from other collections, brought in whole with their source named on every text."""

from forum.imports.destination import Destination, Kind
from forum.imports.run import Tally, import_file

__all__ = ["Destination", "Kind", "Tally", "import_file"]
