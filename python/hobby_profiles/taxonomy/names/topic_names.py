"""Names and paths of all topics of a tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import pandas as pd

from hobby_profiles.core.settings import StageSettings
from hobby_profiles.embedding.shipped import SHIPPED_MODEL
from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.taxonomy.base import Embed, embedding_matrix, split_terms
from hobby_profiles.taxonomy.names.cases import GivenName, Namer
from hobby_profiles.taxonomy.names.embedded import EmbeddedNamer
from hobby_profiles.taxonomy.names.levels import name_tree
from hobby_profiles.taxonomy.names.lexicon import general_terms, group_terms
from hobby_profiles.taxonomy.names.written import Writing

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


def topic_names(
    tree: pd.DataFrame,
    embedded: pd.DataFrame,
    areas: pd.DataFrame,
    settings: NameSettings,
    embed: Embed,
    *,
    titles: Sequence[str] = (),
    known: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Name every topic of a tree.

    Args:
        tree: Topics as `tree.place.place_topics` places them.
        embedded: ``label`` and ``embedding`` of every leaf topic's label.
        areas: Reviewed areas, with terms to name topics by.
        settings: Who names.
        embed: Texts to unit rows.
        titles: Names of products, which show how brands are written.
        known: ``topic_id``, ``topic_name``, ``name_source``, ``name_score`` of topics that keep
            the names they have.

    Returns:
        One row a topic: ``topic_id``, ``topic_name``, ``kind``, ``name_source``, ``name_score``,
        ``topic_path`` ('Crafts > Yarn crafts > Knitting').
    """
    vectors = embedding_matrix(embedded["embedding"])
    namer = namer_for(areas, settings, embed)
    labels = embedded["label"].tolist()
    examples = [example for some in areas["examples"].dropna() for example in split_terms(some)]
    writing = Writing(titles, [*labels, *examples])
    kept = {} if known is None else dict(_given(known))
    names = name_tree(
        tree, labels, vectors, namer, terms=group_terms(areas), writing=writing, known=kept
    )
    return names.assign(topic_path=topic_paths(tree, names).astype("string"))


def _given(known: pd.DataFrame) -> Iterator[tuple[str, GivenName]]:
    columns = ["topic_id", "topic_name", "name_source", "name_score"]
    for topic, name, source, score in known[columns].itertuples(index=False):
        yield str(topic), GivenName(str(name), str(source), float(score))


def namer_for(areas: pd.DataFrame, settings: NameSettings, embed: Embed) -> Namer:
    """The namer that the settings ask for; arguments as in :func:`topic_names`."""
    embedded = EmbeddedNamer(general_terms(areas), embed)
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
