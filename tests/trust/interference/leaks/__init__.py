"""Leaks planted on purpose: the harness that does not find every one of them is broken.

Each stands for one that was seen in real forum software (the channels' numbers are those of the
test matrix) and is applied to the object the code uses, in tests only; the product has no switch.
"""

from tests.trust.interference.leaks import answers, desk, lasting, lists, traces, verbs
from tests.trust.interference.leaks.planting import LEAKS, Leak

__all__ = ["LEAKS", "Leak", "answers", "desk", "lasting", "lists", "traces", "verbs"]
