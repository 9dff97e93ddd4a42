"""What the reports read about labelling: where labels come from, and how sure they are."""

from __future__ import annotations

from hobby_profiles.core.tables import Row, Warehouse


def read_label_sources(warehouse: Warehouse) -> list[Row]:
    """Return where products have the labels of their topics from: labeller, product_count, share.

    A product has its labels from one labeller; ``none`` stands for those in no topic.
    """
    return warehouse.rows("""
        with labelled as (
            select product_id, min(labeller) as labeller
            from marts.hobby__product_topics
            group by product_id
        ),
        sources as (
            select coalesce(labelled.labeller, 'none') as labeller
            from staging.stg_hobby__products as products
            left join labelled on products.product_id = labelled.product_id
        )
        select labeller, count(*) as product_count, count(*) / sum(count(*)) over () as share
        from sources
        group by labeller
        order by (labeller = 'none'), product_count desc, labeller
    """)


def read_unlike_texts(warehouse: Warehouse) -> Row | None:
    """Return how far a shop's new texts are from the labelled ones, if that is out of range.

    Returns:
        ``far_share``, ``unlabelled_share``, ``certainty``; None where all is in order.
    """
    rows = warehouse.rows("""
        select
            max(case when measure = 'share_of_new_texts_far_from_memory' then measured_value end)
                as far_share,
            max(case when measure = 'share_of_new_texts_without_label' then measured_value end)
                as unlabelled_share,
            max(case when measure = 'mean_certainty_of_new_texts' then measured_value end)
                as certainty
        from marts.hobby__taxonomy_health
        where measure like '%new_texts%'
        having not bool_and(is_healthy)
    """)
    return rows[0] if rows else None
