"""Pictures of the desk for docs/moderation.md, taken from the running admin and never drawn."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("sv", "en")
