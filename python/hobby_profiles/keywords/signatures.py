"""Signatures of journeys: what many people share, as a language model is told of it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from hobby_profiles.labels.sensitive.terms import ListedTerms

_LONGEST_TITLE = 100


@dataclass(frozen=True)
class Signature:
    """A topic with keywords and titles that at least `hobby__min_journey_users` people share.

    Attributes:
        signature_id: Key.
        topic_id: Key of the topic.
        topic: Its name.
        keywords: Finer keywords, the most telling first.
        products: Titles of products, the most shared first.
    """

    signature_id: str
    topic_id: str
    topic: str
    keywords: tuple[str, ...]
    products: tuple[str, ...]

    @property
    def item(self) -> dict[str, str | list[str]]:
        """The fields of the prompt ``journey``: all that leaves the house."""
        return {
            "topic": self.topic,
            "keywords": list(self.keywords),
            "products": list(self.products),
        }


def read_signatures(
    traits: pd.DataFrame, topics: pd.DataFrame, products: pd.DataFrame, sensitive: ListedTerms
) -> list[Signature]:
    """Put signatures together from their traits, without whatever may be sensitive.

    A keyword or title that touches anything sensitive, or that the list cannot read, is left out;
    a signature of such a topic is left out as a whole.

    Args:
        traits: signature_id, trait_kind (topic, keyword or product), trait, trait_rank,
            holder_count: what `int_hobby__signature_traits` holds.
        topics: topic_id, topic_name, is_sensitive.
        products: product_id, product_name.
        sensitive: The reviewed list.

    Returns:
        Signatures, those that most people share first.
    """
    topic_names = asked_topics(traits, topics, sensitive)
    wanted = products[products["product_id"].isin(traits["trait"])]
    titles = dict(zip(wanted["product_id"], wanted["product_name"], strict=True))

    def may_leave(text: str | None) -> bool:
        return _may_leave(text, sensitive)

    found: list[tuple[int, Signature]] = []
    ordered = traits.sort_values(["signature_id", "trait_rank"])
    for signature_id, rows in ordered.groupby("signature_id"):
        of_kind = {
            kind: rows.loc[rows["trait_kind"] == kind, "trait"].tolist()
            for kind in ("topic", "keyword", "product")
        }
        (topic_id,) = of_kind["topic"]
        topic = topic_names.get(topic_id)
        if topic is None:
            continue
        told = (titles.get(product) for product in of_kind["product"])
        signature = Signature(
            signature_id=str(signature_id),
            topic_id=topic_id,
            topic=topic,
            keywords=tuple(filter(may_leave, of_kind["keyword"])),
            products=tuple(str(title)[:_LONGEST_TITLE] for title in told if may_leave(title)),
        )
        holders = int(rows.loc[rows["trait_kind"] == "topic", "holder_count"].iloc[0])
        found.append((holders, signature))
    return [
        signature
        for _, signature in sorted(found, key=lambda pair: (-pair[0], pair[1].signature_id))
    ]


def asked_topics(
    traits: pd.DataFrame, topics: pd.DataFrame, sensitive: ListedTerms
) -> dict[str, str]:
    """Names of the topics that enough people have a journey of, by key; no sensitive one."""
    shared = set(traits.loc[traits["trait_kind"] == "topic", "trait"])
    shown = topics[~topics["is_sensitive"].astype(bool) & topics["topic_id"].isin(shared)]
    named = zip(shown["topic_id"], shown["topic_name"], strict=True)
    return {topic: name for topic, name in sorted(named) if _may_leave(name, sensitive)}


def _may_leave(text: str | None, sensitive: ListedTerms) -> bool:
    return bool(text) and sensitive.can_read(str(text)) and not sensitive.topic_of(str(text))
