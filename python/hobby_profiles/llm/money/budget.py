"""The hard stop: money is set aside before a call and settled after it."""

from __future__ import annotations

import threading

from hobby_profiles.llm.errors import BudgetError


class Budget:
    """What one run may spend, shared by every stage and thread of the run.

    Before a call its highest possible cost is set aside: its input at the full price and the
    output limit it is sent with. What is spent and set aside together never passes the limit, so
    a run cannot overspend as long as the provider keeps to the output limit; if it does not, by
    the calls in flight at most.

    Args:
        limit_usd: US dollars, None for no limit.
    """

    def __init__(self, limit_usd: float | None) -> None:
        self.limit_usd = limit_usd
        self.spent_usd = 0.0
        self.set_aside_usd = 0.0
        self._lock = threading.Lock()

    def try_set_aside(self, usd: float) -> bool:
        """Set money aside for one call.

        Returns:
            False if it does not fit now; calls in flight may still give some back.

        Raises:
            BudgetError: If it cannot fit any more, whatever the calls in flight give back.
        """
        with self._lock:
            if self.limit_usd is None or (
                self.spent_usd + self.set_aside_usd + usd <= self.limit_usd + 1e-12
            ):
                self.set_aside_usd += usd
                return True
            if self.set_aside_usd <= 1e-12 or self.spent_usd + usd > self.limit_usd + 1e-12:
                raise BudgetError(
                    f"Stopped before a call that could cost up to {usd:.6f} US dollars: "
                    f"{self.spent_usd:.6f} of the {self.limit_usd:.6f} allowed for this run "
                    "(hobby__llm_max_cost_usd) are spent. Every answer paid for is kept: raise "
                    "the limit, or just run again, to go on where this run stopped."
                )
            return False

    def settle(self, set_aside_usd: float, spent_usd: float) -> None:
        """Replace what was set aside for a call by what it cost."""
        with self._lock:
            self.set_aside_usd = max(0.0, self.set_aside_usd - set_aside_usd)
            self.spent_usd += spent_usd


_run_budgets: dict[float | None, Budget] = {}
_run_budgets_lock = threading.Lock()


def run_budget(limit_usd: float | None) -> Budget:
    """Return the budget of this process: one dbt run is one process, hence one budget."""
    with _run_budgets_lock:
        return _run_budgets.setdefault(limit_usd, Budget(limit_usd))


def reset_run_budgets() -> None:
    """Forget what was spent: the next run begins. For programs that run more than once."""
    with _run_budgets_lock:
        _run_budgets.clear()
