"""Pairs of topics whose names mean nearly the same."""

from hobby_profiles.taxonomy.alike import AlikeSettings, topics_alike


def model(dbt, session):
    """Compare the names of all topics."""
    settings = AlikeSettings.from_meta(dbt.config.meta_get("hobby__settings"))
    return topics_alike(dbt.ref("hobby__topics").df(), settings)
