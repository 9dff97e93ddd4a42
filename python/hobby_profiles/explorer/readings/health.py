"""What the page of health reads: counts and measures of a build."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.core.tables import Warehouse


def read_rejected(warehouse: Warehouse) -> pd.DataFrame:
    """Return how many input rows were accepted, rejected or applied, by reason."""
    return warehouse.frame(
        """
        select input_table, outcome, reason, row_count,
            row_count / sum(row_count) over (partition by input_table) as share
        from marts.hobby__rejected_rows
        order by input_table, row_count desc, reason
        """
    )


def read_taxonomy(warehouse: Warehouse) -> pd.DataFrame:
    """Return the measures of the taxonomy with their healthy ranges, unhealthy ones first."""
    return warehouse.frame(
        """
        select measure, is_healthy, measured_value, lowest_value, highest_value
        from marts.hobby__taxonomy_health order by is_healthy, measure
        """
    )


def read_failures(warehouse: Warehouse) -> pd.DataFrame:
    """Return how often profiles and journeys break which rule."""
    return warehouse.frame(
        """
        select 'profile line' as what, failure, failed_count, checked_count, failure_rate
        from marts.hobby__profile_health
        union all
        select 'journey', failure, failed_count, checked_count, failure_rate
        from marts.hobby__journey_health
        order by what desc, failure_rate desc, failure
        """
    )


def read_history(warehouse: Warehouse) -> pd.DataFrame:
    """Return every measure of health on each as-of day of a build, the earliest day first.

    Returns:
        area (taxonomy, profiles or journeys), measure, as_of_date, measured_value, and for the
        taxonomy lowest_value and highest_value, within which it is healthy.
    """
    return warehouse.frame(
        """
        select history.area, history.measure, history.as_of_date, history.measured_value,
            ranges.lowest_value, ranges.highest_value
        from marts.hobby__health_history as history
        left join marts.hobby__taxonomy_health as ranges
            on history.area = 'taxonomy' and history.measure = ranges.measure
        order by history.area desc, history.measure, history.as_of_date
        """
    )


def read_calls(warehouse: Warehouse) -> pd.DataFrame:
    """Return calls of language models and their cost, by purpose, model and status."""
    return warehouse.frame(
        """
        select purpose, model, status, count(*) as call_count,
            sum(input_tokens)::bigint as input_tokens, sum(output_tokens)::bigint as output_tokens,
            sum(cost_usd)::double as cost_usd
        from marts.hobby__llm_calls
        group by purpose, model, status order by cost_usd desc nulls last, purpose
        """
    )


def read_experiments(warehouse: Warehouse) -> pd.DataFrame:
    """Return the variants of each experiment side by side, the baseline first."""
    return warehouse.frame(
        """
        select experiment_name, variant_name, fit_grade_difference,
            fit_grade_difference_ci_low, fit_grade_difference_ci_high, mean_fit_grade, coverage,
            labels_per_product, accepted_per_product, product_count, is_baseline,
            cost_usd::double as cost_usd
        from marts.hobby__experiment_results
        order by experiment_name, is_baseline desc, variant_name
        """
    )


def read_months(warehouse: Warehouse) -> pd.DataFrame:
    """Return how many users joined and left the audiences of topics per month, over all topics."""
    return warehouse.frame(
        """
        select month_date, sum(joined_count)::bigint as joined_count,
            sum(left_count)::bigint as left_count
        from marts.hobby__audience_history
        where topic_id in (select topic_id from marts.hobby__topics where is_leaf)
        group by month_date order by month_date
        """
    )
