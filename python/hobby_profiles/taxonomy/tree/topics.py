"""From merged labels to a named tree: what the dbt models of the tree call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from hobby_profiles.core.settings import StageSettings
from hobby_profiles.embedding.shipped import SHIPPED_MODEL
from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.taxonomy.base import embedding_matrix, require_columns
from hobby_profiles.taxonomy.names.embedded import EmbeddedNamer
from hobby_profiles.taxonomy.names.lexicon import general_terms, group_terms
from hobby_profiles.taxonomy.names.tree import Namer, name_tree
from hobby_profiles.taxonomy.names.written import Writing
from hobby_profiles.taxonomy.tree.build import build_tree
from hobby_profiles.taxonomy.tree.guide import Embed, Guide, split_terms
from hobby_profiles.taxonomy.tree.settings import TreeSettings

PATH_SEPARATOR = " > "


class NameSettings(StageSettings):
    """Who names inner topics.

    Attributes:
        namer: ``embedded`` needs no network; ``openai`` asks a language model.
        embedding_model: Model that compares names with labels.
        cache_dir: Folder where its vectors are kept.
        llm: How to reach a language model, if one names.
    """

    namer: Literal["embedded", "openai"] = "embedded"
    embedding_model: str = SHIPPED_MODEL
    cache_dir: str = ".hobby_cache"
    llm: LlmSettings = LlmSettings()


def topic_tree(
    merged: pd.DataFrame,
    embedded: pd.DataFrame,
    usage: pd.DataFrame,
    areas: pd.DataFrame,
    settings: TreeSettings,
    embed: Embed | None = None,
) -> pd.DataFrame:
    """Build the tree of the topics that labels were merged to.

    Args:
        merged: ``label``, ``topic_label``, ``product_count``.
        embedded: ``label``, ``kind``, ``is_sensitive``, ``embedding``.
        usage: ``label``, ``text_hash``, ``category_path``, ``product_count``: one row a label and
            product text it sits on.
        areas: Reviewed areas, see :class:`hobby_profiles.taxonomy.tree.guide.Guide`.
        settings: Shape of the tree.
        embed: Texts to unit rows; the configured embedding model if None.

    Returns:
        One row a topic, see ``hobby_profiles.taxonomy.tree.build.TREE_COLUMNS``.
    """
    leaves = leaf_topics(merged, embedded, usage)
    vectors = embedding_matrix(leaves["embedding"])
    guide = Guide(areas, embed or _embed_by(settings)) if len(leaves) else None
    topic_of = merged.set_index("label")["topic_label"]
    used = usage.assign(topic_label=usage["label"].map(topic_of))
    return build_tree(leaves.drop(columns="embedding"), vectors, settings, guide=guide, usage=used)


def leaf_topics(merged: pd.DataFrame, embedded: pd.DataFrame, usage: pd.DataFrame) -> pd.DataFrame:
    """Sum up merged labels to leaf topics; arguments as in :func:`topic_tree`.

    Returns:
        ``topic_label``, ``label_count``, ``product_count`` (distinct products), ``kind`` (the
        majority, weighted by products), ``is_sensitive`` (if any label is), ``embedding`` (that of
        the representative label), sorted by ``topic_label``; without labels, no rows.
    """
    require_columns(merged, ["label", "topic_label", "product_count"], "int_hobby__labels_merged")
    require_columns(
        embedded, ["label", "kind", "is_sensitive", "embedding"], "int_hobby__labels_embedded"
    )
    labels = merged[["label", "topic_label", "product_count"]].merge(
        embedded[["label", "kind", "is_sensitive"]], on="label", how="left"
    )
    by_kind = labels.groupby(["topic_label", "kind"])["product_count"].sum().reset_index()
    by_kind = by_kind.sort_values(
        by=["topic_label", "product_count", "kind"], ascending=[True, False, True]
    ).drop_duplicates("topic_label")
    # A representative label whose last product is gone is stood for by the most used other one.
    standing = labels.assign(is_other=labels["label"] != labels["topic_label"]).sort_values(
        by=["topic_label", "is_other", "product_count", "label"],
        ascending=[True, True, False, True],
    )
    standing = standing.drop_duplicates("topic_label")[["topic_label", "label"]].merge(
        embedded[["label", "embedding"]], on="label"
    )
    topics = labels.groupby("topic_label", as_index=False).agg(
        label_count=("label", "size"),
        summed_count=("product_count", "sum"),
        is_sensitive=("is_sensitive", "max"),
    )
    products = (
        usage.merge(labels[["label", "topic_label"]], on="label")
        .groupby(["topic_label", "text_hash"])["product_count"]
        .max()
        .groupby("topic_label")
        .sum()
    )
    topics["product_count"] = (
        topics["topic_label"].map(products).fillna(topics["summed_count"]).astype("int64")
    )
    topics = topics.merge(by_kind[["topic_label", "kind"]], on="topic_label", how="left")
    topics = topics.merge(standing[["topic_label", "embedding"]], on="topic_label")
    columns = ["topic_label", "label_count", "product_count", "kind", "is_sensitive", "embedding"]
    return topics[columns].sort_values("topic_label", ignore_index=True)


def topic_names(
    tree: pd.DataFrame,
    embedded: pd.DataFrame,
    areas: pd.DataFrame,
    settings: NameSettings,
    embed: Embed | None = None,
    *,
    titles: Sequence[str] = (),
) -> pd.DataFrame:
    """Name every topic of a tree.

    Args:
        tree: Topics as :func:`topic_tree` makes them.
        embedded: ``label`` and ``embedding`` of every leaf topic's label.
        areas: Reviewed areas, with terms to name topics by.
        settings: Who names.
        embed: Texts to unit rows; the configured embedding model if None.
        titles: Names of products, which show how brands are written.

    Returns:
        One row a topic: ``topic_id``, ``topic_name``, ``kind``, ``name_source``, ``name_score``,
        ``topic_path`` ('Crafts > Yarn crafts > Knitting').
    """
    vectors = embedding_matrix(embedded["embedding"])
    namer = namer_for(areas, settings, embed)
    labels = embedded["label"].tolist()
    examples = [example for some in areas["examples"].dropna() for example in split_terms(some)]
    writing = Writing(titles, [*labels, *examples])
    names = name_tree(tree, labels, vectors, namer, terms=group_terms(areas), writing=writing)
    return names.assign(topic_path=topic_paths(tree, names).astype("string"))


def namer_for(areas: pd.DataFrame, settings: NameSettings, embed: Embed | None = None) -> Namer:
    """The namer that the settings ask for; arguments as in :func:`topic_names`."""
    embedded = EmbeddedNamer(general_terms(areas), embed or _embed_by(settings))
    if settings.namer == "openai":
        from hobby_profiles.taxonomy.names.language_model import LlmNamer

        return LlmNamer(settings.llm, embedded)
    return embedded


def topic_paths(tree: pd.DataFrame, names: pd.DataFrame) -> pd.Series:
    """Path of each topic in the order of ``names``: names from the top level down to it."""
    parent = {
        str(topic): None if pd.isna(above) else str(above)
        for topic, above in zip(tree["topic_id"], tree["parent_topic_id"], strict=True)
    }
    name = dict(zip(names["topic_id"], names["topic_name"], strict=True))
    paths = []
    for topic in names["topic_id"]:
        above: str | None = str(topic)
        steps = []
        while above is not None:
            steps.append(str(name[above]))
            above = parent[above]
        paths.append(PATH_SEPARATOR.join(reversed(steps)))
    return pd.Series(paths, index=names.index)


def _embed_by(settings: NameSettings | TreeSettings) -> Embed:
    # Imported here: the model's libraries take seconds to load, and not every caller embeds.
    from hobby_profiles.embedding import embed_texts, load_embedding_model

    model = load_embedding_model(settings.embedding_model, cache_dir=settings.cache_dir)
    return lambda texts: embed_texts(texts, model=model)
