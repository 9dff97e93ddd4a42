"""Rules of an audience, and the SQL over public marts that finds who meets them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hobby_profiles.core.sql import literal

BANDS = ("high", "medium", "low")


@dataclass(frozen=True, order=True)
class Rule:
    """One rule, ordered as the models number them.

    Attributes:
        clause: any (one of these is enough), all (each is needed) or not.
        kind: topic, collection, brand, journey or persona.
        name: What it was asked by, or the name it was found by.
        min_affinity: Lowest band that meets it: high, medium or low.
        ids: Keys of what the name means.
    """

    clause: str
    kind: str
    name: str
    min_affinity: str
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """How an audience is sent to.

    Attributes:
        campaign: Key of the campaign; part of what draws the holdout.
        holdout_share: Share in [0,1] that is held out.
        holdout_salt: Text that draws it.
        suppress_days: Days; who was sent anything within so many is suppressed.
        max_contacts: Messages within 30 days from which a user is suppressed.
        sureness: Edges of high and medium for journeys and personas.
    """

    campaign: str
    holdout_share: float
    holdout_salt: str
    suppress_days: int
    max_contacts: int
    sureness: tuple[float, float]

    @classmethod
    def of_build(
        cls,
        settings: Mapping[str, str],
        campaign: str,
        holdout_share: float | None,
        suppress_days: int | None,
    ) -> Terms:
        """Take what is not given from the settings of a build."""
        return cls(
            campaign=campaign,
            holdout_share=(
                float(settings["holdout_share"]) if holdout_share is None else holdout_share
            ),
            holdout_salt=settings["holdout_salt"],
            suppress_days=(
                int(settings["suppress_days"]) if suppress_days is None else suppress_days
            ),
            max_contacts=int(settings["max_contacts"]),
            sureness=(
                float(settings["scoring.high_sureness"]),
                float(settings["scoring.medium_sureness"]),
            ),
        )


_MEMBERS = {
    "topic": (
        "topic_id, affinity_band, affinity_score, audience_score, topic_id as reason_topic_id",
        "marts.hobby__topic_audiences",
        "topic_id in ({ids})",
    ),
    "collection": (
        "collection_id, affinity_band, affinity_score, audience_score, reason_topic_id",
        "marts.hobby__collection_audiences",
        "audience_type = 'engaged' and collection_id in ({ids})\n"
        "        and coalesce(reason_topic_id, '') not in (\n"
        "            select topic_id from marts.hobby__topics where is_sensitive\n"
        "        )",
    ),
    "brand": (
        "brand, affinity_band, affinity_score, audience_score, null as reason_topic_id",
        "marts.hobby__brand_audiences",
        "brand in ({ids})",
    ),
    "journey": (
        "journey_keyword, {band}, confidence, confidence, null as reason_topic_id",
        "marts.hobby__user_journeys",
        "stage <> 'ended' and journey_keyword in ({ids})",
    ),
    "persona": (
        "persona_id, {band}, affinity, affinity, null as reason_topic_id",
        "marts.hobby__user_personas",
        "persona_id in ({ids})",
    ),
}
MEMBERS = """rule_number, clause, rule, least_rank, user_id, audience_id,
    affinity_band, affinity_score, audience_score, reason_topic_id"""
"""Columns of :func:`members_sql`, in its order. In least_rank 3 is high, 2 medium, 1 low."""

_SCORE = {"journey": "confidence", "persona": "affinity"}


def members_sql(rules: Sequence[Rule], terms: Terms) -> str:
    """Write the query for who is in what each rule names, whatever its band.

    Args:
        rules: In any order.
        terms: Edges of the bands.

    Returns:
        SQL with a row for each rule, user and thing that the rule's name means: the columns of
        ``MEMBERS``, without their names.
    """
    return "\n    union all\n".join(
        _member_sql(number, rule, terms) for number, rule in enumerate(sorted(rules), start=1)
    )


def audience_sql(rules: Sequence[Rule], terms: Terms, members: str = "") -> str:
    """Write the query for the users who meet rules: one of any, each of all, none of not.

    It says what ``models/campaigns`` says of a campaign that is kept, over public
    marts, so that it can be run and changed by hand.

    Args:
        rules: In any order.
        terms: Holdout and suppression.
        members: Table that holds the rows of :func:`members_sql` already, if one does.

    Returns:
        SQL with one row per user: user_id, audience_rank, affinity_band, affinity_score,
        audience_score, reason, reason_topic_id, is_holdout, suppressed_because, is_suppressed.
    """
    ordered = sorted(rules)
    rows = f"    from {members}" if members else members_sql(rules, terms)
    all_count = sum(rule.clause == "all" for rule in ordered)
    least_any = int(any(rule.clause == "any" for rule in ordered))
    seed = f"{literal(terms.holdout_salt + '|' + terms.campaign + '|')} || reasons.user_id"
    return f"""with

-- band_rank: 3 is high, 2 medium, 1 low
members (
    {MEMBERS}
) as (
{rows}
),

-- of what a rule's name means, the one a user is nearest to
met as (
    select *, {band_rank("affinity_band")} as band_rank
    from members
    where {band_rank("affinity_band")} >= least_rank
    qualify row_number() over (
        partition by rule_number, user_id
        order by {band_rank("affinity_band")} desc, affinity_score desc, audience_id
    ) = 1
),

chosen as (
    select user_id
    from met
    group by user_id
    having
        count(*) filter (clause = 'any') >= {least_any}
        and count(*) filter (clause = 'all') = {all_count}
        and count(*) filter (clause = 'not') = 0
),

reasons as (
    select *
    from met
    where clause in ('any', 'all') and user_id in (select user_id from chosen)
    qualify row_number() over (
        partition by user_id order by band_rank desc, affinity_score desc, rule_number
    ) = 1
)

select
    reasons.user_id,
    row_number() over (
        order by band_rank desc, affinity_score desc, audience_score desc, reasons.user_id
    ) as audience_rank,
    affinity_band,
    affinity_score,
    audience_score,
    rule as reason,
    reason_topic_id,
    cast('0x' || substr(md5({seed}), 1, 6) as integer) / 16777216.0e0
    < {terms.holdout_share!r} as is_holdout,
    case
        when users.contact_days < {terms.suppress_days} then 'contacted_recently'
        when users.recent_contact_count >= {terms.max_contacts} then 'contacted_too_often'
    end as suppressed_because,
    suppressed_because is not null as is_suppressed
from reasons
inner join marts.hobby__users as users on reasons.user_id = users.user_id
order by audience_rank"""  # noqa: S608 - texts are quoted, the rest is this module's own


def _member_sql(number: int, rule: Rule, terms: Terms) -> str:
    columns, table, condition = _MEMBERS[rule.kind]
    high, medium = terms.sureness
    score = _SCORE.get(rule.kind, "")
    band = (
        f"case when {score} >= {high!r} then 'high' "
        f"when {score} >= {medium!r} then 'medium' else 'low' end"
    )
    least = len(BANDS) - BANDS.index(rule.min_affinity)
    ids = ", ".join(literal(key) for key in rule.ids)
    said = literal(f"{rule.kind} {rule.name}")
    return (
        f"    select {number}, {literal(rule.clause)}, {said}, {least},\n"  # noqa: S608 - as above
        f"        user_id, {columns.format(band=band)}\n"
        f"    from {table}\n"
        f"    where {condition.format(ids=ids)}"
    )


def band_rank(band: str) -> str:
    """Write the rank of a band, given by the name of its column: 3 is high, 2 medium, 1 low."""
    return f"case {band} when 'high' then 3 when 'medium' then 2 else 1 end"
