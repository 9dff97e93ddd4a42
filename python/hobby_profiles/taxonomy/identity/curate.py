"""The tree and its names after people had their say: what the dbt models call."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.taxonomy.identity.overrides import resolve_overrides
from hobby_profiles.taxonomy.identity.overrides_apply import apply_names, apply_overrides
from hobby_profiles.taxonomy.tree.topics import NameSettings, topic_names, topic_paths


def curated_tree(
    placed: pd.DataFrame,
    overrides: pd.DataFrame,
    *,
    last: pd.DataFrame | None,
    last_names: pd.DataFrame | None,
    last_resolved: pd.DataFrame | None,
) -> pd.DataFrame:
    """Apply what people decided to the tree.

    Args:
        placed: Topics as `tree_run.tree_run` places them.
        overrides: action, topic, target.
        last: topic_id, parent_topic_id after the last run.
        last_names: Names of the last run; on a first run topics can be called by id and label.
        last_resolved: What `overrides.resolve_overrides` found in the last run.

    Returns:
        The tree, columns as in ``placed``.
    """
    resolved = resolve_overrides(overrides, placed, last_names, last_resolved)
    return apply_overrides(placed, resolved, last)


def curated_names(
    tree: pd.DataFrame,
    embedded: pd.DataFrame,
    areas: pd.DataFrame,
    overrides: pd.DataFrame,
    settings: NameSettings,
    *,
    last: pd.DataFrame | None,
    last_resolved: pd.DataFrame | None,
    products: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Name the topics; topics that were there keep their names, and people have the last word.

    Args:
        tree: The curated tree.
        embedded: label and embedding.
        areas: Reviewed areas, see `topics.topic_names`.
        overrides: action, topic, target.
        settings: Who names.
        last: Names of the last run.
        last_resolved: What `overrides.resolve_overrides` found in the last run.
        products: product_name: how the shop writes brands; None if that is not known.

    Returns:
        One row per topic, see `topics.topic_names`.
    """
    titles = [] if products is None else products["product_name"].dropna().unique().tolist()
    names = topic_names(tree, embedded, areas, settings, titles=titles)
    known = names if last is None else pd.concat([names, last])[list(names.columns)]
    resolved = resolve_overrides(overrides, tree, known, last_resolved)
    pinned = resolved.loc[(resolved["action"] == "pin") & resolved["problem"].isna(), "topic_id"]
    stays = tree.loc[tree["attach_status"] == "known", "topic_id"]
    named = apply_names(names, resolved, last, {*stays, *pinned})
    return named.assign(topic_path=topic_paths(tree, named).astype("string"))
