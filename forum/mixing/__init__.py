"""Rows in an order drawn by lot: the database does not say who wrote when (T5, T8).

PostgreSQL notes in every row which transaction wrote it, lays rows one behind the other, and
numbers long texts for the whole cluster; SQLite numbers rows. Read side by side, that is one clock
for all tables: of fifteen tellers thirteen were found by the named row nearest to theirs. So every
night, and with every batch, each row an anonymous one leads to is written anew in one transaction,
in an order drawn by lot, together with the named rows of the same tables. All of them are: what is
new is noted nowhere, and no night can be told from another.
"""

from forum.mixing.drawing import mixed

__all__ = ["mixed"]
