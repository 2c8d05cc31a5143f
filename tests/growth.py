"""How much longer something takes when there is more of it.

No measurement of speed (see bench/): a ratio within one run, with bounds far from both what is linear and what is
quadratic, says the same on every machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable

#: Below this, in seconds, a measurement says nothing.
NOISE = 0.01
#: For ten times the text: a linear pass takes ten times as long, a quadratic one a hundred times.
LINEAR = 45


def seconds(do: Callable[[], object], runs: int = 2) -> float:
    """Processor time of the run that the rest of the machine disturbed least."""
    best = float("inf")
    for _ in range(runs):
        started = time.process_time()
        do()
        best = min(best, time.process_time() - started)
    return best


def times_as_long(more: Callable[[], object], less: Callable[[], object], runs: int = 2) -> float:
    """How many times as long ``more`` takes as ``less``."""
    return seconds(more, runs) / max(seconds(less, runs), NOISE)
