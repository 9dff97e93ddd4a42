"""Every distinct accepted label with its counts and its vector."""

from hobby_profiles.taxonomy.inputs import embed_labels
from hobby_profiles.taxonomy.merge.settings import MergeSettings


def model(dbt, session):
    """Embed the labels."""
    settings = MergeSettings.from_meta(dbt.config.meta_get("hobby__settings"))
    return embed_labels(dbt.ref("int_hobby__label_usage").df(), settings)
