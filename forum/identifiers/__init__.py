"""What in a text could tell who wrote it or whom it is about, before it is too late (T13).

A pure library: text in, hits out. It keeps nothing, asks no network and knows no database.
"""

from forum.identifiers.finding import find, find_keys, find_personal_numbers
from forum.identifiers.hits import Hit, Kind
from forum.identifiers.known import Known
from forum.identifiers.spoken import language_of

__all__ = ["Hit", "Kind", "Known", "find", "find_keys", "find_personal_numbers", "language_of"]
