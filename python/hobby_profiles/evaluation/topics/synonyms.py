"""How well the pair model tells labels of one hobby from siblings, parents and look-alikes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from hobby_profiles.core.columns import require_columns
from hobby_profiles.core.errors import InputError
from hobby_profiles.language import Thesaurus, pack
from hobby_profiles.taxonomy.base import Embed
from hobby_profiles.taxonomy.merge.features import pair_features
from hobby_profiles.taxonomy.merge.forms import label_form
from hobby_profiles.taxonomy.merge.meanings import label_meanings, reference_pairs
from hobby_profiles.taxonomy.merge.model import PairModel, shipped_pair_model
from hobby_profiles.taxonomy.merge.rules import names_apart
from hobby_profiles.taxonomy.merge.settings import MergeSettings

OTHER_LANGUAGE = "pl"
FOLDS = 10
STRENGTH = 0.05
EVEN_THRESHOLD = 0.37
_SEEDS = (0, 1, 2)
_SEEN_SHARE = 0.5
_RESAMPLES = 2000

WEIGHTS = {"gold": 4.0, "synonym": 0.3, "form": 0.6, "shop": 0.6}
"""Pairs of the thesaurus count less: they are there because words do not show that they are the
same, and such pairs are rarer among a shop's labels than the thesaurus would have it. Pairs met in
a shop were picked where an earlier model was in doubt, so they count less too."""


def read_pairs(path: Path) -> pd.DataFrame:
    """Read reference pairs; those with another language (note "pl") are left out.

    Args:
        path: CSV with phrase_a, phrase_b, same (1 or 0) and optionally note.

    Raises:
        InputError: If the file lacks a column or ``same`` has other values.
    """
    pairs = pd.read_csv(path)
    require_columns(pairs, ["phrase_a", "phrase_b", "same"], str(path))
    if not pairs["same"].isin([0, 1]).all():
        raise InputError(f"{path}: the column same may hold 0 and 1 only.")
    if "note" not in pairs:
        pairs["note"] = ""
    return pairs[pairs["note"] != OTHER_LANGUAGE].reset_index(drop=True)


def pair_evidence(pairs: pd.DataFrame, thesaurus: Thesaurus, embed: Embed) -> pd.DataFrame:
    """Evidence on each pair, see `merge_features.pair_features`."""
    phrases = sorted({*pairs["phrase_a"], *pairs["phrase_b"]})
    position = {phrase: at for at, phrase in enumerate(phrases)}
    forms = [label_form(phrase, thesaurus) for phrase in phrases]
    left, right = (
        pairs[column].map(position).to_numpy(dtype=np.int64) for column in ("phrase_a", "phrase_b")
    )
    return pair_features(forms, left, right, label_meanings(phrases, embed(phrases), embed))


def fit_shipped_model(gold: pd.DataFrame, embed: Embed) -> PairModel:
    """Fit the model that ships: on the gold pairs and the package's own reference pairs.

    The own pairs are read without the thesaurus groups that they were made from, else the model
    would learn that synonyms always stand in the thesaurus.
    """
    own = reference_pairs()
    evidence = pd.concat([_gold_evidence(gold, embed), _own_evidence(embed)])
    same = np.r_[gold["same"].to_numpy(), own["same"].to_numpy()]
    weight = np.r_[np.full(len(gold), WEIGHTS["gold"]), _own_weights(own)]
    return PairModel.fit(evidence, same, weight, STRENGTH)


def cross_validated_scores(gold: pd.DataFrame, embed: Embed, evidence: pd.DataFrame) -> np.ndarray:
    """Score each gold pair by models that saw neither it nor any pair with one of its phrases.

    Gold pairs that share a phrase, directly or in a chain, are in one fold; own pairs with a
    phrase of the fold being scored are left out as well. The mean of three shuffles.

    Args:
        gold: phrase_a, phrase_b, same; n pairs.
        embed: Embeds phrases and words.
        evidence: Evidence on the gold pairs.

    Returns:
        Shape (n,), in (0, 1).
    """
    from sklearn.model_selection import GroupKFold

    own = reference_pairs()
    own_evidence, own_weights = _own_evidence(embed), _own_weights(own)
    own_forms = [
        {pack().normal_form(a), pack().normal_form(b)}
        for a, b in zip(own["phrase_a"], own["phrase_b"], strict=True)
    ]
    gold_forms = [
        {pack().normal_form(a), pack().normal_form(b)}
        for a, b in zip(gold["phrase_a"], gold["phrase_b"], strict=True)
    ]
    groups = _linked_groups(gold_forms)
    same = gold["same"].to_numpy()
    scores = np.zeros(len(gold))
    folds = min(FOLDS, len(set(groups)))
    for seed in _SEEDS:
        split = GroupKFold(folds, shuffle=True, random_state=seed).split(gold, groups=groups)
        for train, test in split:
            held_out = set().union(*(gold_forms[at] for at in test))
            apart = np.array([held_out.isdisjoint(forms) for forms in own_forms])
            model = PairModel.fit(
                pd.concat([evidence.iloc[train], own_evidence[apart]]),
                np.r_[same[train], own["same"].to_numpy()[apart]],
                np.r_[np.full(len(train), WEIGHTS["gold"]), own_weights[apart]],
                STRENGTH,
            )
            scores[test] += model.score(evidence.iloc[test]) / len(_SEEDS)
    return scores


def measure_synonyms(
    gold: pd.DataFrame, embed: Embed, *, seen: pd.DataFrame | None
) -> tuple[dict[str, float], pd.DataFrame]:
    """Measure the decision whether two labels are merged.

    Args:
        gold: phrase_a, phrase_b, same, note.
        embed: Embeds phrases and words.
        seen: The pairs the shipped model was fitted on besides its own; if half of ``gold`` or
            more is among them, it is scored by cross-validation, else by the shipped model.

    Returns:
        The figures, and the pairs with score, is_merged and cosine.
    """
    threshold = EVEN_THRESHOLD
    strict = MergeSettings().merge_min_score
    keys = _keys(gold)
    known = set() if seen is None else set(_keys(seen))
    is_seen = float(np.mean([key in known for key in keys])) if keys else 0.0
    pairs = list(zip(gold["phrase_a"], gold["phrase_b"], strict=True))
    if is_seen >= _SEEN_SHARE:
        evidence = _gold_evidence(gold, embed)
        scores = cross_validated_scores(gold, embed, evidence)
        plain = pair_evidence(gold, pack().thesaurus().emptied(), embed)
        without = cross_validated_scores(gold, embed, plain)
    else:
        evidence = pair_evidence(gold, pack().thesaurus(), embed)
        scores = shipped_pair_model().score(evidence)
        aside = pair_evidence(gold, pack().thesaurus().without(pairs), embed)
        without = shipped_pair_model().score(aside)
    kept_apart = _names_apart(gold)
    scores, without = np.where(kept_apart, 0.0, scores), np.where(kept_apart, 0.0, without)
    same = gold["same"].to_numpy() == 1
    cosine = evidence["cosine"].to_numpy()
    figures = quality(same, scores >= threshold)
    figures |= intervals(same, scores >= threshold)
    figures |= _prefixed("in_merging_", quality(same, scores >= strict))
    best = max(np.unique(cosine), key=lambda cut: quality(same, cosine >= cut)["f1"])
    figures |= _prefixed("baseline_cosine_", quality(same, cosine >= best))
    figures["baseline_cosine_threshold"] = float(best)
    figures |= _prefixed("without_thesaurus_", quality(same, without >= threshold))
    full = shipped_pair_model().score(pair_evidence(gold, pack().thesaurus(), embed))
    figures |= _prefixed("as_shipped_", quality(same, full >= threshold))
    figures |= {
        "pair_count": float(len(gold)),
        "own_pair_count": float(len(reference_pairs())),
        "same_count": float(same.sum()),
        "is_cross_validated": float(is_seen >= _SEEN_SHARE),
        "threshold": threshold,
        "in_merging_threshold": strict,
    }
    answers = gold.assign(score=scores, is_merged=scores >= threshold, cosine=cosine)
    return figures, answers


def _gold_evidence(gold: pd.DataFrame, embed: Embed) -> pd.DataFrame:
    pairs = zip(gold["phrase_a"], gold["phrase_b"], strict=True)
    return pair_evidence(gold, pack().thesaurus().without(pairs), embed)


def _names_apart(gold: pd.DataFrame) -> np.ndarray:
    """Pairs that merging keeps apart because one is a proper name."""
    nothing = pack().thesaurus().emptied()
    forms = [
        label_form(phrase, nothing)
        for pair in zip(gold["phrase_a"], gold["phrase_b"], strict=True)
        for phrase in pair
    ]
    left = np.arange(0, len(forms), 2)
    return names_apart(forms, left, left + 1)


def _own_evidence(embed: Embed) -> pd.DataFrame:
    return pair_evidence(reference_pairs(), pack().thesaurus().emptied(), embed)


def _own_weights(own: pd.DataFrame) -> np.ndarray:
    weights: np.ndarray = own["note"].map(WEIGHTS).fillna(1.0).to_numpy(dtype=float)
    return weights


def _keys(pairs: pd.DataFrame) -> list[tuple[str, ...]]:
    return [tuple(sorted(pair)) for pair in zip(pairs["phrase_a"], pairs["phrase_b"], strict=True)]


def _linked_groups(forms: list[set[str]]) -> list[int]:
    """Number pairs so that pairs sharing a phrase, also in a chain, have one number."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    phrases = {phrase: at for at, phrase in enumerate(sorted(set().union(*forms)))}
    links = [(at, phrases[phrase]) for at, pair in enumerate(forms) for phrase in pair]
    size = len(forms) + len(phrases)
    rows = [pair for pair, _ in links]
    columns = [len(forms) + phrase for _, phrase in links]
    graph = coo_matrix((np.ones(len(links)), (rows, columns)), shape=(size, size))
    numbers: list[int] = connected_components(graph, directed=False)[1][: len(forms)].tolist()
    return numbers


def quality(same: np.ndarray, merged: np.ndarray) -> dict[str, float]:
    """Precision, recall and F1 of pairs that were merged."""
    hits = float((same & merged).sum())
    precision = hits / max(float(merged.sum()), 1.0)
    recall = hits / max(float(same.sum()), 1.0)
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def intervals(same: np.ndarray, merged: np.ndarray) -> dict[str, float]:
    """95% intervals by resampling pairs."""
    generator = np.random.default_rng(0)
    draws = []
    for _ in range(_RESAMPLES):
        at = generator.integers(0, len(same), len(same))
        draws.append(quality(same[at], merged[at]))
    table = pd.DataFrame(draws)
    low, high = table.quantile(0.025), table.quantile(0.975)
    return {
        f"{name}_ci_{end}": float(edge[name])
        for name in ("precision", "recall", "f1")
        for end, edge in (("low", low), ("high", high))
    }


def _prefixed(prefix: str, figures: Mapping[str, float]) -> dict[str, float]:
    return {prefix + name: value for name, value in figures.items()}
