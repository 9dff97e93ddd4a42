"""The shop's own topics that the signals of personas mean."""

from hobby_profiles.taxonomy.nearest import MeaningSettings
from hobby_profiles.taxonomy.persona_topics import match_signals


def model(dbt, session):
    """Match words with topics, by name, by label or by meaning."""
    settings = MeaningSettings.from_meta(dbt.config.meta_get("hobby__settings"))
    return match_signals(
        dbt.ref("stg_hobby__persona_signals").df(),
        dbt.ref("hobby__topics").df(),
        dbt.ref("int_hobby__topic_labels").df(),
        settings,
    )
