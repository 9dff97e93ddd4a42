from __future__ import annotations

import threading
from pathlib import Path

import pytest

from hobby_profiles.llm.errors import BudgetError, PriceError
from hobby_profiles.llm.money.budget import Budget, reset_run_budgets, run_budget
from hobby_profiles.llm.money.prices import Price, read_price, require_price

SHIPPED = Path(__file__).parents[3] / "seeds" / "reference" / "hobby__llm_prices.csv"
HEADER = SHIPPED.read_text().splitlines()[0] + "\n"


def test_the_cost_of_a_call() -> None:
    price = Price(
        model="m", input_usd_per_million_tokens=2, cached_input_usd_per_million_tokens=0.5,
        output_usd_per_million_tokens=8, batch_price_share=0.5,
    )  # fmt: skip
    assert price.cost(1_000_000, 0) == pytest.approx(2)
    assert price.cost(1_000_000, 100_000, cached=400_000) == pytest.approx(1.2 + 0.2 + 0.8)
    assert price.cost(1_000_000, 100_000, batch=True) == pytest.approx(1.4)


def test_the_shipped_prices_are_read_and_patterns_come_second() -> None:
    mini, local = read_price(SHIPPED, "gpt-4.1-mini"), read_price(SHIPPED, "local/anything")
    assert mini is not None and mini.input_usd_per_million_tokens == 0.4
    assert local is not None and local.cost(10**9, 10**9) == 0
    assert read_price(SHIPPED, "somebody-elses") is None


def test_the_longest_pattern_wins(tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text(HEADER + "*,9,9,9,1,,\nlocal/*,1,1,1,1,,\nlocal/x,2,2,2,1,,\n")
    assert [read_price(path, m).input_usd_per_million_tokens  # type: ignore[union-attr]
            for m in ("a", "local/b", "local/x")] == [9, 1, 2]  # fmt: skip


def test_a_wrong_price_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text(HEADER + "m,cheap,0,0,1,,\n")
    with pytest.raises(PriceError, match=r"line 2: input_usd_per_million_tokens = 'cheap'"):
        read_price(path, "m")
    with pytest.raises(PriceError, match="hobby__llm_prices_file"):
        read_price(tmp_path / "nowhere.csv", "m")


def test_a_limit_of_nothing_still_needs_a_price() -> None:
    with pytest.raises(PriceError, match="hobby__llm_max_cost_usd is 0"):
        require_price(SHIPPED, "unknown", 0.0)
    assert require_price(SHIPPED, "unknown", None) is None


def test_money_set_aside_comes_back_when_settled() -> None:
    budget = Budget(1.0)
    assert budget.try_set_aside(0.6)
    assert not budget.try_set_aside(0.6), "does not fit while the first is out"
    budget.settle(0.6, 0.1)
    assert budget.try_set_aside(0.6)
    budget.settle(0.6, 0.6)
    with pytest.raises(BudgetError, match=r"0\.700000 of the 1\.000000 allowed"):
        budget.try_set_aside(0.6)


def test_threads_never_set_aside_more_than_there_is() -> None:
    budget, granted = Budget(10.0), []

    def take() -> None:
        for _ in range(200):
            try:
                if budget.try_set_aside(0.01):
                    granted.append(1)
                    budget.settle(0.01, 0.01)
            except BudgetError:
                return

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(granted) == 1000
    assert budget.spent_usd == pytest.approx(10.0)


def test_all_stages_of_a_run_share_one_budget() -> None:
    reset_run_budgets()
    assert run_budget(2.0) is run_budget(2.0)
    first = run_budget(2.0)
    reset_run_budgets()
    assert run_budget(2.0) is not first
