"""Moderation: what may be decided, by whom, and how it is told and put right again (T11)."""
