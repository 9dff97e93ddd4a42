"""A synthetic shop for the speed measurements: staging and the wall tables, made by SQL."""

from __future__ import annotations

from pathlib import Path

import duckdb

PRODUCTS = 200_000
TOPICS = 2_000
TOPICS_PER_PRODUCT = 3
EVENTS_PER_USER = 10
DAYS = 730

_SCHEMAS = ("staging", "labels", "taxonomy", "engagement", "marts", "reference")

_STAGING = """
create table staging.stg_hobby__products as
select
    'P' || i as product_id, 'Product ' || i as product_name, '' as category_path,
    '' as description, '' as brand, '' as attributes,
    cast(1 + hash(i, 'price') % 100 as decimal(18, 4)) as price_amount
from range({products}) as t (i);

create table staging.stg_hobby__as_of as
select date '2022-12-31' as as_of_date, date '2021-01-01' as window_start_date;

create table staging.stg_hobby__collections as
select 'c1' as collection_id, 'Bench' as collection_name, 'Topic 7' as topic,
    cast(null as varchar) as product_id;

create table staging.stg_hobby__events as
with drawn as (
    select
        i,
        cast(floor({users} * power((hash(i, 'u') % 100000007) / 100000007.0, 1.5))
            as bigint) as u,
        (hash(i, 'p') % 100000007) / 100000007.0 as x,
        hash(i, 'kind') % 10 as kind,
        cast(hash(i, 'd') % {days} as integer) as d
    from range({events}) as t (i)
)
select
    'E' || i as event_id,
    'U' || u as user_id,
    'P' || cast(case
        when kind < 4 then floor({products} * power(x, 2))
        else (hash(u, kind % 3) % {products} + floor(40 * x)) % {products}
    end as bigint) as product_id,
    'purchase' as event_type,
    cast(1 + (hash(i, 'q') % 20 = 0)::int as decimal(18, 4)) as quantity,
    cast(1 + (hash(i, 'a') % 10000) / 100.0 as decimal(18, 4)) as amount,
    cast(1 as decimal(18, 4)) as unit_price,
    cast(1 as decimal(9, 4)) as event_weight,
    date '2021-01-01' + d as event_date,
    cast(date '2021-01-01' + d as timestamp) as event_at
from drawn;

create view staging.stg_hobby__events_checked as
select *, 'accepted' as outcome, cast(null as varchar) as reason
from staging.stg_hobby__events;
"""

_WALL = """
create table labels.int_hobby__product_sensitivity as
select product_id, false as is_sensitive from staging.stg_hobby__products;

create table marts.hobby__topics as
select
    'T' || i as topic_id, 'Topic ' || i as topic_name, 'label' as name_source,
    cast(1 as double) as name_score, 'activity' as kind,
    cast(null as varchar) as parent_topic_id, 1 as depth,
    'Topic ' || i as topic_path, true as is_leaf, false as is_sensitive,
    cast(1 as bigint) as label_count, cast(300 as bigint) as product_count
from range({topics}) as t (i);

-- A topic has two others of nearly the same name.
create table taxonomy.int_hobby__topic_neighbours as
select
    'T' || i as topic_id, 'T' || (i + step) % {topics} as neighbour_topic_id,
    cast(0.6 as double) as cosine
from range({topics}) as t (i), (values (1), ({topics} - 1)) as s (step);

create table taxonomy.int_hobby__topic_suggestions as
select
    '' as asked_topic, 1::bigint as suggestion_rank, '' as topic_id, '' as topic_name,
    cast(0.5 as double) as cosine
where false;

create table marts.hobby__topic_ancestors as
select topic_id, topic_id as ancestor_topic_id, 0 as distance from marts.hobby__topics;

-- Neighbouring products share topics, as a shop's departments do.
create table marts.hobby__product_topics as
with drawn as (
    select i, (i // ({products} // {topics}) + k * (k + hash(i // 1000) % 7)) % {topics} as topic
    from range({products}) as t (i), range({per_product}) as s (k)
)
select distinct
    'P' || i as product_id, 'T' || topic as topic_id, 4 as fit_grade,
    0.5 + (hash(i, topic) % 500) / 1000.0 as relevance,
    'label' as label, cast(null as varchar) as explanation, 'memory' as labeller,
    false as is_product_sensitive
from drawn;
"""


def write_shop(path: Path, *, events: int, memory: str = "4GB") -> dict[str, int]:
    """Writes a shop of so many events to a DuckDB file, the same for the same number.

    Args:
        path: The file; an existing one is replaced.
        events: Number of events, over 730 days; a tenth as many users.
        memory: DuckDB's memory limit while writing.

    Returns:
        Row counts: events, users, product_topics.
    """
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    sizes = {
        "events": events,
        "users": max(1, events // EVENTS_PER_USER),
        "products": PRODUCTS,
        "topics": TOPICS,
        "per_product": TOPICS_PER_PRODUCT,
        "days": DAYS,
    }
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"set memory_limit = '{memory}'; set threads = 2")
        for schema in _SCHEMAS:
            connection.execute(f"create schema {schema}")
        connection.execute((_STAGING + _WALL).format(**sizes))
        row = connection.execute(
            "select (select count(*) from staging.stg_hobby__events),"
            " (select count(distinct user_id) from staging.stg_hobby__events),"
            " (select count(*) from marts.hobby__product_topics)"
        ).fetchall()[0]
    return dict(zip(("events", "users", "product_topics"), row, strict=True))
