"""The sections of the docs on profiles and audiences: a row a shop, and what all days span."""

from hobby_profiles.evaluation.scores.sections import profiles_section

BASELINES = (
    "frequency decayed_frequency recency monetary rfm_topic rfm_user tifu_knn "
    "matrix_factorisation popularity"
).split()


def figures_of(shipped: float, tifu_knn: float) -> dict[str, float]:
    found = {f"baseline_{name}_ndcg_at_10": 0.1 for name in BASELINES}
    found |= {"baseline_tifu_knn_ndcg_at_10": tifu_knn, "ndcg_at_10": shipped}
    gain = shipped - 0.1
    found |= {f"ndcg_at_10_minus_frequency{end}": gain for end in ("", "_ci_low", "_ci_high")}
    return found | {"horizon_days": 90, "measured_user_count": 7}


def test_a_shop_has_its_last_day_and_a_bad_day_is_not_hidden() -> None:
    section = profiles_section(
        {
            "Corner shop, 2022-06-30": figures_of(0.30, 0.25),
            "Corner shop, 2022-03-31": figures_of(0.20, 0.26),
        }
    )
    assert "| Corner shop, 2022-06-30 |" in section
    assert "| Corner shop, 2022-03-31 |" not in section
    assert "best other baseline from -0.0600 to +0.0500" in section
    assert "an event in 90 days" in section
