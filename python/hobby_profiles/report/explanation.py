"""How the scores of one user in one topic came about, worked out again from the tables below.

Nothing here is copied from the scores: terms, weights and counts are read and put together anew,
and the sum is held against what the warehouse stores.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from hobby_profiles.core.errors import InputError
from hobby_profiles.core.settings import StageSettings
from hobby_profiles.core.tables import Row, Warehouse

# Stored scores and propensities have six decimals, and some are made of others.
_TOLERANCE = 1e-5
_TERM_PREFIX = "term_"


class ScoreSettings(StageSettings):
    """The settings that shape scores and profiles, as ``marts.hobby__settings`` records them."""

    half_life_days: float
    horizon_days: int
    thin_topic_users: float
    ubiquity_discount: float
    min_profile_events: int
    min_profile_products: int
    lift_prior: float
    min_profile_support: float
    replenishment_discount: float
    burst_discount: float
    ended_discount: float
    profile_similarity_discount: float
    profile_sibling_discount: float
    max_profile_reach: float
    profile_reach_prior: float
    max_profile_topics: int
    max_profile_topics_per_branch: int

    @classmethod
    def of_build(cls, recorded: dict[str, str]) -> ScoreSettings:
        """Pick the fields out of all recorded settings."""
        return cls.from_values({name: recorded.get(name) for name in cls.model_fields})


@dataclass(frozen=True)
class Term:
    """One term of the scorecard: a value, its fitted weight, and what both add."""

    name: str
    value: float
    weight: float

    @property
    def contribution(self) -> float:
        """What the term adds to the log odds."""
        return self.value * self.weight


@dataclass(frozen=True)
class Percentile:
    """The share of a topic's users one stands above; those equal count half, oneself included."""

    name: str
    measured: str
    below: int
    same: int
    size: int

    @property
    def value(self) -> float:
        """The percentile in [0,1]."""
        return (self.below + self.same / 2) / self.size


@dataclass(frozen=True)
class Factor:
    """One step of a product, with the words that say what it stands for."""

    name: str
    reading: str
    value: float


@dataclass(frozen=True)
class Result:
    """A number worked out here beside the one the warehouse stores."""

    worked_out: float
    stored: float

    @property
    def agrees(self) -> bool:
        """Whether both are the same up to the rounding of what is stored."""
        return abs(self.worked_out - self.stored) <= _TOLERANCE * max(1.0, abs(self.stored))


def read_standing(warehouse: Warehouse, user_id: str, topic: Row) -> Row:
    """Return what a user did in a topic and how many of its users stand below.

    Raises:
        InputError: If the user has no event in the topic.
    """
    rows = warehouse.rows(
        """
        with
        company as (
            select
                terms.*,
                scores.recency_score,
                scores.frequency_score,
                scores.monetary_score,
                scores.propensity,
                scores.purchase_probability,
                scores.audience_score,
                scores.audience_rank,
                scores.profile_score
            from engagement.int_hobby__user_topic_terms as terms
            inner join marts.hobby__user_topic_scores as scores
                on terms.user_id = scores.user_id and terms.topic_id = scores.topic_id
            where terms.topic_id = $topic_id
        ),
        mine as (select * from company where user_id = $user_id)
        select
            mine.*,
            count(*) filter (company.recency_days > mine.recency_days) as below_recency,
            count(*) filter (company.recency_days = mine.recency_days) as same_recency,
            count(*) filter (company.decayed_day_count < mine.decayed_day_count)
                as below_frequency,
            count(*) filter (company.decayed_day_count = mine.decayed_day_count)
                as same_frequency,
            count(*) filter (company.capped_spend_amount < mine.capped_spend_amount)
                as below_monetary,
            count(*) filter (company.capped_spend_amount = mine.capped_spend_amount)
                as same_monetary,
            count(*) filter (company.propensity < mine.propensity) as below_propensity,
            count(*) filter (company.propensity = mine.propensity) as same_propensity
        from mine
        cross join company
        group by all
        """,
        {"user_id": user_id, "topic_id": topic.topic_id},
    )
    if not rows:
        raise InputError(
            f"User {user_id!r} has no event in the topic {topic.topic_path!r}. See the user's "
            f"topics with: hobby-profiles explain {user_id}"
        )
    return rows[0]


def scorecard(warehouse: Warehouse, standing: Row) -> tuple[list[Term], Result]:
    """Take the propensity apart: log odds that the user comes back to the topic in the horizon.

    Returns:
        The terms with their fitted weights, constants first, the largest effects next; and their
        sum beside the stored propensity.
    """
    weights = {
        row.term: row.weight
        for row in warehouse.rows(
            "select term, weight from reference.hobby__score_weights "
            "where audience_type = 'engaged'"
        )
    }
    terms = [
        Term(name, float(getattr(standing, _TERM_PREFIX + name)), weight)
        for name, weight in weights.items()
        if hasattr(standing, _TERM_PREFIX + name)
    ]
    terms.sort(key=lambda term: (-abs(term.contribution), term.name))
    shift = warehouse.rows("select level_shift from engagement.int_hobby__shop_level")[0]
    terms.insert(0, Term("shop_level", 1.0, shift.level_shift))
    terms.insert(0, Term("constant", 1.0, weights.get("constant", 0.0)))
    total = math.fsum(term.contribution for term in terms)
    return terms, Result(total, standing.propensity)


def percentiles(standing: Row) -> list[Percentile]:
    """Return R, F, M and the propensity of a user as percentiles among the topic's users."""
    measured = {
        "recency": f"last event {standing.recency_days} days ago",
        "frequency": f"{standing.decayed_day_count:.2f} days, newer ones counting more",
        "monetary": f"{standing.capped_spend_amount:,.2f} spent",
        "propensity": f"{standing.propensity:.2f} log odds",
    }
    return [
        Percentile(
            name=name,
            measured=text,
            below=getattr(standing, f"below_{name}"),
            same=getattr(standing, f"same_{name}"),
            size=standing.topic_user_count,
        )
        for name, text in measured.items()
    ]


def audience_score(standing: Row, settings: ScoreSettings) -> Result:
    """Work out the audience score: the position, leaning on the probability in a thin topic."""
    position = next(part for part in percentiles(standing) if part.name == "propensity")
    prior = settings.thin_topic_users
    score = (position.size * position.value + prior * standing.purchase_probability) / (
        position.size + prior
    )
    return Result(score, standing.audience_score)


def profile_score(standing: Row, settings: ScoreSettings) -> Result:
    """Work out the profile score: odds of the propensity, times a power of the lift, times variety.

    The lift says how many times more days the user has in the topic than expected.
    """
    log_odds = (
        standing.propensity
        + settings.ubiquity_discount * math.log(lift(standing, settings).value)
        + math.fsum(math.log(factor.value) for factor in variety(standing, settings))
    )
    return Result(1 / (1 + math.exp(-log_odds)), standing.profile_score)


def lift(standing: Row, settings: ScoreSettings) -> Factor:
    """How many times more days the user has in the topic than if they were like all others."""
    prior = settings.lift_prior
    observed = float(standing.decayed_day_count)
    expected = float(standing.expected_day_count)
    return Factor(
        "more than chance",
        f"({observed:.2f} + {prior:g}) / ({expected:.2f} expected + {prior:g})",
        (observed + prior) / (expected + prior),
    )


def variety(standing: Row, settings: ScoreSettings) -> list[Factor]:
    """Return what is left after the discounts for repeats of products and for a single day."""
    factors = []
    repeats = 1 - standing.product_count / standing.event_count
    if repeats > 0:
        factors.append(
            Factor(
                "bought again",
                f"1 − {settings.replenishment_discount:g} × {repeats:.2f} repeats",
                1 - settings.replenishment_discount * repeats,
            )
        )
    if standing.active_day_count == 1:
        factors.append(Factor("one day only", "a gift, perhaps", 1 - settings.burst_discount))
    return factors
