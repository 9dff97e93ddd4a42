"""The place of a topic in a profile, put into words."""

from __future__ import annotations

from collections.abc import Mapping

from hobby_profiles.core.tables import Row

_REASONS = {
    "too_few_events": "fewer events than {min_profile_events} (hobby__min_profile_events)",
    "too_few_products": (
        "fewer different products than {min_profile_products} (hobby__min_profile_products)"
    ),
    "too_general": "too many of the shop's users have it",
    "too_little_support": "too little support: the days hardly exceed what chance would give",
    "too_many_candidates": "many other topics have more support",
    "better_relative": "{better!r}, above or below it in the tree, has more support",
    "no_product_of_its_own": "its products stand for better lines, or may not be shown",
    "branch_full": (
        "{max_profile_topics_per_branch} better lines stand under the same top-level topic "
        "(hobby__max_profile_topics_per_branch)"
    ),
    "profile_full": "{max_profile_topics} topics have more support (hobby__max_profile_topics)",
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
