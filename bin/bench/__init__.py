"""`make bench`: what the forum costs, as a ratio to a bare Django view measured in the same run."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
