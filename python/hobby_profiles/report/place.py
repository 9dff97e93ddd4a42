"""The place of a topic in a profile, put into words."""

from __future__ import annotations

from collections.abc import Mapping

from hobby_profiles.core.tables import Row

_REASONS = {
    "too_few_products": (
        "fewer products that fit without doubt than {min_profile_products} "
        "(hobby__min_profile_products)"
    ),
    "too_general": "it is too general: for too many users, or on too few products",
    "too_little_confidence": "less sure than {min_confidence} (hobby__min_confidence)",
    "too_many_candidates": "many other topics are surer",
    "better_relative": "{better!r}, which is surer, tells the same interest",
    "no_products_of_its_own": "its products stand for surer lines, or may not be shown",
    "profile_full": "{max_profile_topics} topics are better (hobby__max_profile_topics)",
}


def place_in_words(line: Row, settings: Mapping[str, str]) -> str:
    """Say which place in the profile a topic took, or why it took none.

    Args:
        line: A row of :func:`hobby_profiles.report.explanation.read_line`.
        settings: The settings of the build, by name without the prefix ``hobby__``.
    """
    if line.place == "shown":
        return f"place {line.profile_rank} in the profile"
    reason = _REASONS[line.place].format(better=line.better_topic_name, **settings)
    return f"not in the profile: {reason}"
