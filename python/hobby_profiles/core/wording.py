"""How numbers, days and sources are put into words, the same in every report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

STAGES = {
    "generated": "different labels the labeller gave to product texts",
    "accepted": "labels the judge found fitting",
    "merged": "topics, after synonyms and word forms were merged",
    "grouped": "inner topics that group those",
}

LABEL_SOURCES = {
    "memory": "recorded: a language model's answers for these very texts, looked up",
    "words": "told by words of goods in the language of these texts",
    "embedded": "learned: predicted from the most similar recorded texts",
    "openai": "asked: a language model's answers to this shop's texts",
    "shop": "brought by the shop",
    "none": "in no topic: without an accepted label",
}

SCORE_TERMS = {
    "constant": "where everybody begins",
    "shop_level": "how much more or less people of this shop come back",
    "active_days": "ln(1 + days with an event)",
    "decayed_days": "ln(1 + days, newer ones counting more)",
    "decayed_days_by_topic_new": "the same × log odds that others come new to it",
    "relative_spend": "ln(1 + spend / mean spend of the topic's users)",
    "spend_share": "√(share of the user's spend)",
    "recency": "ln(1 + days since the last event)",
    "tenure": "ln(1 + days from first to last event)",
    "topic_repeat": "log odds that its users come back to it",
    "topic_reach": "log odds that a user has it at all",
    "user_topics": "ln(topics the user has)",
    "recent_user_days": "ln(1 + days the user bought anything within the last horizon)",
    "related_topics": "ln(1 + what the user has in related topics)",
}

JOURNEY_TERMS = {
    "constant": "where every journey begins",
    "active_days": "ln(1 + days with an event)",
    "decayed_days": "ln(1 + events, newer ones counting more)",
    "recency": "ln(1 + days since the last event)",
    "pace": "ln(1 + days since the last event / the user's own gap)",
    "tenure": "ln(1 + days from first to last event)",
    "recent_user_days": "ln(1 + days the user bought anything within the last horizon)",
    "keyword_repeat": "log odds that others come back to it",
}

NO_HUMAN_CHECK = (
    "Labels are a language model's recorded answers and what was learnt from them; "
    "no human checked each one."
)


def unlike_texts(far_share: float, unlabelled_share: float, certainty: float) -> str:
    """Say that a shop's new texts are unlike those that labels are learnt from."""
    return (
        f"Of the product texts that are new to the labeller {percent(far_share)} are unlike every "
        f"text it learnt from and {percent(unlabelled_share)} have no label; its mean certainty is "
        f"{certainty:.2f}. Trust topics and profiles little: give labelled examples of this shop, "
        "or a language model."
    )


def money(amount: float | Decimal) -> str:
    """Return an amount with two decimals and thousands parted; the currency is the shop's."""
    return f"{amount:,.2f}"


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun, in the singular for 1."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """Return a share in [0,1] as a percentage; one decimal below ten percent."""
    if 0.995 <= share < 1:
        return "over 99%"
    return f"{share:.1%}" if share < 0.1 else f"{share:.0%}"


def span(first: date, last: date) -> str:
    """Return the months from a first to a last day, as 'Mar 2021 – Dec 2022'."""
    begin, end = f"{first:%b %Y}", f"{last:%b %Y}"
    return begin if begin == end else f"{begin} – {end}"


def bar(score: float, width: int = 10) -> str:
    """Return a bar of text for a score in [0,1]; anything above 0 shows."""
    filled = max(round(score * width), 1 if score > 0 else 0)
    return "█" * filled + "░" * (width - filled)


def one_line(text: str) -> str:
    """Return a text without line breaks and runs of spaces."""
    return " ".join(text.split())
