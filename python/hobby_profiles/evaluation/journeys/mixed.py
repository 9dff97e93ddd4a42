"""How well the two things of a mixed history are told apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score
from sklearn.metrics.cluster import pair_confusion_matrix

from hobby_profiles.core.tables import Warehouse, open_warehouse
from hobby_profiles.embedding import embed_texts, load_embedding_model
from hobby_profiles.evaluation.common.bootstrap import mean_interval
from hobby_profiles.evaluation.journeys.mixes import Mixes
from hobby_profiles.evaluation.journeys.references import Terms, agglomerative, icpc

_EPSILONS = (0.01, 0.02, 0.05, 0.1, 0.2)
_DISTANCES = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)
_JOINED = 3
_SHIPPED = """
    select event_id, min(root_keyword || ' ' || spell_number) as cluster
    from journeys.int_hobby__journey_spells group by event_id
"""
_TOPICS = """
    select
        product_topics.product_id,
        min_by(product_topics.topic_id,
            (-product_topics.relevance, product_topics.topic_id)) as leaf,
        min_by(ancestors.ancestor_topic_id,
            (-product_topics.relevance, product_topics.topic_id)) as branch
    from marts.hobby__product_topics as product_topics
    inner join marts.hobby__topic_ancestors as ancestors using (topic_id)
    inner join marts.hobby__topics as topics on ancestors.ancestor_topic_id = topics.topic_id
    where topics.parent_topic_id is null
    group by product_topics.product_id
"""

Clusters = NDArray[np.int64]


def measure_mixed(database: Path, mixes: Mixes, *, cache_dir: Path) -> dict[str, float]:
    """Compare the build's journeys with the references on mixed histories.

    Of each reference the setting is taken that does best on these very mixes, so that no better
    choice of it could change who wins.

    Args:
        database: A build on what `write_mixes` wrote.
        mixes: The mixes.
        cache_dir: Folder for vectors of keywords.

    Returns:
        ``mixed_ari`` (adjusted Rand index, Hubert and Arabie, 1985) and ``mixed_pair_f1`` (pairs
        of events of one user that share a journey), means over mixes with intervals; the same as
        ``baseline_<name>_mixed_…``, and ``mixed_ari_minus_<name>``.
    """
    with open_warehouse(database) as warehouse:
        events = _events(warehouse, mixes)
    histories = [rows for _, rows in events.groupby("user_id", sort=True)]
    keywords = sorted({term for terms in events["terms"] for term in terms})
    model = load_embedding_model(cache_dir=cache_dir)
    vectors = dict(zip(keywords, embed_texts(keywords, model=model), strict=True))
    items: list[list[Terms]] = [list(rows["terms"]) for rows in histories]
    ways: dict[str, list[list[list[int]]]] = {
        "icpc_hard": [[icpc(one, epsilon=epsilon) for one in items] for epsilon in _EPSILONS],
        "icpc_soft": [
            [icpc(one, epsilon=epsilon, most=_JOINED) for one in items] for epsilon in _EPSILONS
        ],
        "agglomerative": [
            [agglomerative(one, vectors, distance=distance) for one in items]
            for distance in _DISTANCES
        ],
        "topic_leaf": [[_codes(rows["leaf"]) for rows in histories]],
        "top_branch": [[_codes(rows["branch"]) for rows in histories]],
    }
    truths = [_codes(rows["category_path"]) for rows in histories]
    own = _measures([_codes(rows["cluster"]) for rows in histories], truths)
    figures = {
        "mix_count": float(len(histories)),
        "mixed_event_count": float(np.mean([len(rows) for rows in histories])),
        "mixed_events_placed": float(events["cluster"].notna().mean()),
    }
    figures |= _named("mixed", own)
    for name, runs in ways.items():
        measured = [_measures(run, truths) for run in runs]
        best = max(measured, key=lambda one: float(one["ari"].mean()))
        figures |= _named(f"baseline_{name}_mixed", best)
        mean, low, high = mean_interval(own["ari"] - best["ari"])
        key = f"mixed_ari_minus_{name}"
        figures |= {key: mean, f"{key}_ci_low": low, f"{key}_ci_high": high}
    return figures


def _events(warehouse: Warehouse, mixes: Mixes) -> pd.DataFrame:
    rows = warehouse.frame(
        "select product_id, keyword, salience from marts.hobby__product_keywords order by all"
    )
    terms: dict[str, Terms] = {
        str(product): dict(zip(own["keyword"], own["salience"], strict=True))
        for product, own in rows.groupby("product_id")
    }
    events = mixes.events.sort_values(["user_id", "event_at"], ignore_index=True)
    events = events.merge(warehouse.frame(_SHIPPED), on="event_id", how="left")
    events = events.merge(warehouse.frame(_TOPICS), on="product_id", how="left")
    return events.assign(terms=events["product_id"].map(lambda product: terms.get(product, {})))


def _codes(column: pd.Series) -> list[int]:
    """Clusters as numbers; an event that is in none is alone."""
    codes, _ = pd.factorize(column, sort=True)
    return [int(code) if code >= 0 else -1 - place for place, code in enumerate(codes)]


def _measures(
    clusters: Sequence[Sequence[int]], truths: Sequence[Sequence[int]]
) -> dict[str, NDArray[np.float64]]:
    def each(measure: Callable[[Sequence[int], Sequence[int]], float]) -> NDArray[np.float64]:
        pairs = zip(truths, clusters, strict=True)
        return np.array([measure(truth, found) for truth, found in pairs])

    return {"ari": each(adjusted_rand_score), "pair_f1": each(pair_f1)}


def pair_f1(truth: Sequence[int], found: Sequence[int]) -> float:
    """Harmonic mean of precision and recall of pairs that are in one cluster."""
    (_, false), (missed, true) = pair_confusion_matrix(truth, found).tolist()
    return float(2 * true / max(2 * true + false + missed, 1))


def _named(prefix: str, measured: dict[str, NDArray[np.float64]]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for name, values in measured.items():
        mean, low, high = mean_interval(values)
        key = f"{prefix}_{name}"
        figures |= {key: mean, f"{key}_ci_low": low, f"{key}_ci_high": high}
    return figures
