"""The topics that a member of a collection may mean whose name is none's."""

from hobby_profiles.taxonomy.nearest import MeaningSettings, suggest_topics


def model(dbt, session):
    """Suggest the topics nearest in meaning."""
    return suggest_topics(
        dbt.ref("stg_hobby__collections").df(),
        dbt.ref("hobby__topics").df(),
        dbt.ref("int_hobby__topic_labels").df(),
        MeaningSettings.from_meta(dbt.config.meta_get("hobby__settings")),
    )
