"""What the page of curation reads: where the taxonomy is in doubt."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.core.tables import Row, Warehouse

_MOST = 60
_LEAST_NEIGHBOURS = 5
_WELL_NAMED = 0.8
_SURE_MERGE = 0.87
_NEARLY_ONE = 0.85


def read_misplaced(warehouse: Warehouse) -> pd.DataFrame:
    """Return leaves whose neighbours in meaning stand under another topic, the clearest first.

    Returns:
        topic_id, topic_path, target_id, target_path, there, here: shares in [0,1] of the nearness
        (sum of cosines) to leaves under the other topic, and to those under its own.
    """
    return warehouse.frame(
        """
        with leaves as (
            select topic_id, parent_topic_id, topic_path
            from marts.hobby__topics
            where is_leaf and not is_sensitive and parent_topic_id is not null
        ),
        near as (
            select near.topic_id, leaves.parent_topic_id as target_id, sum(near.cosine) as nearness,
                count(*) as neighbour_count
            from marts.hobby__topic_neighbours as near
            inner join leaves on near.neighbour_topic_id = leaves.topic_id
            group by near.topic_id, leaves.parent_topic_id
        ),
        shares as (
            select near.*, leaves.topic_path, leaves.parent_topic_id,
                nearness / sum(nearness) over (partition by near.topic_id) as there,
                coalesce(sum(nearness) filter (target_id = leaves.parent_topic_id)
                    over (partition by near.topic_id), 0)
                / sum(nearness) over (partition by near.topic_id) as here
            from near
            inner join leaves on near.topic_id = leaves.topic_id
        )
        select shares.topic_id, shares.topic_path, shares.target_id,
            targets.topic_path as target_path, shares.there, shares.here
        from shares
        inner join marts.hobby__topics as targets on shares.target_id = targets.topic_id
        where shares.target_id <> shares.parent_topic_id and not targets.is_sensitive
            and shares.neighbour_count >= $least and shares.there > 2 * shares.here
            and shares.target_id not in (
                select ancestor_topic_id from marts.hobby__topic_ancestors as ancestors
                where ancestors.topic_id = shares.topic_id
            )
        qualify row_number() over (
            partition by shares.topic_id order by shares.there desc, shares.target_id
        ) = 1
        order by (shares.there - shares.here) * least(shares.neighbour_count, 10) desc,
            shares.topic_id
        limit $most
        """,
        {"least": _LEAST_NEIGHBOURS, "most": _MOST},
    )


def read_odd_names(warehouse: Warehouse) -> pd.DataFrame:
    """Return the topics whose names fit least what is in them."""
    return warehouse.frame(
        """
        select topic_id, topic_path, name_source, name_score, product_count
        from marts.hobby__topics
        where not is_sensitive and name_score < $well
        order by name_score, product_count desc, topic_id limit $most
        """,
        {"well": _WELL_NAMED, "most": _MOST},
    )


def read_nearly_one(warehouse: Warehouse) -> pd.DataFrame:
    """Return pairs of leaves that may be one topic, the smaller one first."""
    return warehouse.frame(
        """
        select smaller.topic_id, smaller.topic_path, larger.topic_id as target_id,
            larger.topic_path as target_path, near.cosine
        from marts.hobby__topic_neighbours as near
        inner join marts.hobby__topics as smaller on near.topic_id = smaller.topic_id
        inner join marts.hobby__topics as larger on near.neighbour_topic_id = larger.topic_id
        where near.cosine >= $least and smaller.is_leaf and larger.is_leaf
            and not smaller.is_sensitive and not larger.is_sensitive
            and (smaller.product_count, smaller.topic_id) < (larger.product_count, larger.topic_id)
        order by near.cosine desc, smaller.topic_id limit $most
        """,
        {"least": _NEARLY_ONE, "most": _MOST},
    )


def read_doubtful_merges(warehouse: Warehouse) -> pd.DataFrame:
    """Return labels that were merged into a topic with least certainty."""
    return warehouse.frame(
        """
        select labels.label, labels.topic_label, topics.topic_id, topics.topic_path,
            labels.merge_reason, labels.merge_score, labels.product_count
        from marts.hobby__topic_labels as labels
        inner join marts.hobby__topics as topics on labels.topic_id = topics.topic_id
        where labels.label <> labels.topic_label and labels.merge_score < $sure
            and not topics.is_sensitive
        order by labels.merge_score, labels.label limit $most
        """,
        {"sure": _SURE_MERGE, "most": _MOST},
    )


def read_labels_of(warehouse: Warehouse, topic_id: str) -> pd.DataFrame:
    """Return the labels of a leaf, the most used first; the first of all stands for it.

    Returns:
        label, topic_label, merge_reason, merge_score, product_count.
    """
    return warehouse.frame(
        """
        select label, topic_label, merge_reason, merge_score, product_count
        from marts.hobby__topic_labels
        where topic_id = $topic_id
        order by label = topic_label desc, product_count desc, label limit $most
        """,
        {"topic_id": topic_id, "most": _MOST},
    )


def read_named(warehouse: Warehouse, asked: str) -> list[Row]:
    """Return the topics that are called so: topic_id, topic_name, topic_path, is_leaf."""
    return warehouse.rows(
        """
        select topic_id, topic_name, topic_path, is_leaf
        from marts.hobby__topics
        where not is_sensitive and lower($asked) in (topic_id, lower(topic_name), lower(topic_path))
        order by topic_path
        """,
        {"asked": asked},
    )
