"""What each column is called, its unit and its definition, the same on every page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from streamlit import column_config

_SCORE = "%.2f"
_WHOLE = "localized"

# Column: heading, definition, kind: text, number, whole, money, score, share, day
# or bar.
_COLUMNS: dict[str, tuple[str, str, str]] = {
    "topic_name": ("topic", "Name of the topic.", "text"),
    "also_names": ("with", "What the line stands for too: topics below it or beside it.", "text"),
    "topic_path": ("path", "Names from the top level down.", "text"),
    "product_name": ("product", "Name as the shop gives it.", "text"),
    "sample_product_name": ("for example", "The product that is most typical of it.", "text"),
    "label": ("label", "What else the topic goes by.", "text"),
    "topic_label": ("merged into", "The most used label of the topic.", "text"),
    "merge_reason": ("why merged", "Why the two are held to be the same.", "text"),
    "explanation": ("explanation", "The judge's, of its grade.", "text"),
    "reason": ("why", "What speaks for it.", "text"),
    "how": ("found by", "Name, spelling, words, label or meaning.", "text"),
    "user_id": ("user", "Key of the user.", "text"),
    "user_count": ("users", "Users with an event in it; empty where they are too few.", "whole"),
    "new_user_count": ("new users", "Users whose first event in it this is.", "whole"),
    "shared_count": ("users in both", "Users who are in both; empty if too few.", "whole"),
    "sendable_count": ("to send to", "Neither held out nor suppressed.", "whole"),
    "holdout_count": ("held out", "Drawn to get nothing, to compare with.", "whole"),
    "suppressed_count": ("suppressed", "Written to lately, or too often.", "whole"),
    "prospect_count": ("prospects", "Users with nothing of it yet who may come.", "whole"),
    "product_count": ("products", "Distinct products.", "whole"),
    "topic_count": ("topics", "Distinct topics.", "whole"),
    "label_count": ("labels", "Labels that were merged.", "whole"),
    "event_count": ("events", "Purchases, or what else counts as an event.", "whole"),
    "row_count": ("rows", "Rows of the input.", "whole"),
    "call_count": ("calls", "Calls of a language model.", "whole"),
    "input_tokens": ("tokens in", "Tokens sent.", "whole"),
    "output_tokens": ("tokens out", "Tokens answered.", "whole"),
    "evidence_count": ("purchases", "Purchases that the lean is read from.", "whole"),
    "failed_count": ("failed", "Cases in which the rule is broken.", "whole"),
    "checked_count": ("checked", "Cases looked at.", "whole"),
    "audience_rank": ("rank", "From 1, the best user of the topic.", "whole"),
    "profile_rank": ("rank", "From 1, the surest topic of the user.", "whole"),
    "recommendation_rank": ("rank", "From 1, the best for the user.", "whole"),
    "product_rank": ("rank", "From 1, what stands for it best.", "whole"),
    "fit_grade": ("fit grade", "The judge's, 1 to 5: how well the label fits.", "whole"),
    "recency_days": ("last, days ago", "Days from the last event to the as-of date.", "whole"),
    "spend_amount": ("spent", "In the shop's currency, over the window.", "money"),
    "cost_usd": ("cost, USD", "What the calls cost.", "money"),
    "relevance": ("relevance", "How sure the label is, in [0,1].", "score"),
    "cosine": ("cosine", "Nearness in meaning of the two names, at most 1.", "score"),
    "jaccard": ("overlap", "Users in both as a share of users in either, in [0,1].", "score"),
    "merge_score": ("sureness", "Probability that the two mean the same, in [0,1].", "score"),
    "name_score": ("fit of name", "How well the name fits what is in the topic.", "score"),
    "audience_score": ("audience score", "Share of its users with a lower affinity.", "bar"),
    "affinity_score": ("affinity", "Comparable between topics, in [0,1].", "score"),
    "confidence": ("confidence", "How sure the line is, in [0,1].", "bar"),
    "affinity": ("affinity", "How much the persona fits, in [0,1].", "bar"),
    "identity_score": ("identity", "How much it is a part of the person, in [0,1].", "bar"),
    "profile_score": ("alive", "How likely the user comes back to it, in [0,1].", "bar"),
    "collection_score": ("score", "How good the collection is for the user.", "score"),
    "score": ("score", "Comparable between the user's recommendations.", "score"),
    "lift": ("times the shop's", "Share of the value, against that of the shop.", "score"),
    "share": ("share", "Of the whole, in percent.", "share"),
    "shop_share": ("shop's share", "The same over all users.", "share"),
    "spend_share": ("share of spend", "Of all the user spent.", "share"),
    "share_of_events": ("share of events", "Of all events of the shop.", "share"),
    "share_of_previous": ("of previous", "Share of the stage before.", "share"),
    "failure_rate": ("failed share", "Failed as a share of checked.", "share"),
    "trend_score": ("trend", "Above 0 it grows against the shop, below 0 it fades.", "score"),
    "seasonal_growth": ("growth", "Against what the season lets expect; 0 is none.", "share"),
    "as_of_date": ("as of", "The day that the build looked back from.", "day"),
    "rule": ("rule", "As it is asked for.", "text"),
    "meets": ("meets exactly", "The rules that these users meet, and no other.", "text"),
    "campaign_id": ("campaign", "Key of a campaign that is kept.", "text"),
    "collection_name": ("collection", "A themed set of products.", "text"),
    "experiment_name": ("experiment", "What was tried.", "text"),
    "variant_name": ("variant", "What was changed in it.", "text"),
    "medium or better": ("medium or better", "Users in it or high; empty if too few.", "whole"),
    "low or better": ("low or better", "Users in any band; empty if too few.", "whole"),
    "month_date": ("month", "First day of the month.", "day"),
    "first_event_at": ("first", "Day of the first event, UTC.", "day"),
    "last_event_at": ("last", "Day of the last event, UTC.", "day"),
    "affinity_band": ("band", "What the affinity predicts: high, medium or low.", "text"),
    "labeller": ("labels from", "Where the label came from.", "text"),
    "journey_name": ("journey", "What the user is in the middle of.", "text"),
    "persona_name": ("persona", "A predefined type of customer.", "text"),
    "stage": ("stage", "Where it stands.", "text"),
    "keywords": ("keywords", "What its products have in common, most typical first.", "text"),
    "value": ("value", "Of the attribute.", "text"),
    "source": ("source", "Which way of recommending found it.", "text"),
    "target_path": ("other topic", "Names from the top level down.", "text"),
    "there": ("there", "Share of its nearness to leaves under the other topic.", "share"),
    "here": ("here", "Share of its nearness to leaves beside it.", "share"),
    "name_source": ("name from", "A label, a reviewed list, the labels, a model, people.", "text"),
    "action": ("decided", "Rename, merge, split, move, hide or pin.", "text"),
    "topic": ("topic", "Its key, name or path.", "text"),
    "target": ("to", "New name, or key of another topic.", "text"),
    "note": ("who, when, what", "Time in UTC.", "text"),
    "category": ("it is a", "Why the label is no hobby.", "text"),
    "high": ("high", "Users in the band high; empty if too few.", "whole"),
    "member": ("member", "Path of the topic, or name of the product.", "text"),
    "joined_count": ("joined", "Users with a first event in a topic in that month.", "whole"),
    "left_count": ("left", "Users whose interest in a topic ended in that month.", "whole"),
    "is_healthy": ("healthy", "Whether the measure is within its range.", "text"),
    "measured_value": ("measured", "A count, or a share in [0,1].", "number"),
    "lowest_value": ("from", "Lowest healthy value.", "number"),
    "highest_value": ("to", "Highest healthy value.", "number"),
    "is_baseline": ("baseline", "What the other variants are compared with.", "text"),
    "labels_per_product": ("labels a product", "Labels proposed, on the mean.", "score"),
    "accepted_per_product": ("accepted a product", "Labels accepted, on the mean.", "score"),
    "coverage": ("coverage", "Products with an accepted label, as a share.", "share"),
    "mean_fit_grade": ("mean grade", "The judge's, 1 to 5.", "score"),
    "fit_grade_difference": ("grade, difference", "To the baseline.", "score"),
    "fit_grade_difference_ci_low": ("from", "Lower end, 95% interval.", "score"),
    "fit_grade_difference_ci_high": ("to", "Upper end, 95% interval.", "score"),
    "is_recommended": ("recommended", "Whether it is among the user's recommendations.", "text"),
    "is_owned": ("owned", "Whether the user has bought it.", "text"),
    "is_ongoing": ("goes on", "Whether it is within the user's own rhythm.", "text"),
}  # fmt: skip


def configured(columns: Iterable[str]) -> dict[str, Any]:
    """Return heading, definition and format of columns, for those that are defined."""
    made = {}
    for name in columns:
        label, told, kind = _COLUMNS.get(name, (name.replace("_", " "), "", ""))
        if kind in ("whole", "money", "score", "share"):
            written = {"whole": _WHOLE, "money": "%.2f", "score": _SCORE, "share": "percent"}[kind]
            made[name] = column_config.NumberColumn(label, help=told, format=written)
        elif kind == "bar":
            made[name] = column_config.ProgressColumn(
                label, help=told, format=_SCORE, min_value=0, max_value=1
            )
        elif kind == "day":
            made[name] = column_config.DateColumn(label, help=told, format="YYYY-MM-DD")
        else:
            made[name] = column_config.Column(label, help=told or None)
    return made
