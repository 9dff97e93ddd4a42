"""Every label with the topic it belongs to, and why."""

from hobby_profiles.taxonomy.merge.run import merge_run
from hobby_profiles.taxonomy.merge.settings import MergeSettings
from hobby_profiles.taxonomy.identity.state import previous_table


def model(dbt, session):
    """Merge the labels; on a normal run, known labels stay where they are."""
    return merge_run(
        dbt.ref("int_hobby__labels_embedded").df(),
        dbt.ref("int_hobby__label_usage").df(),
        previous_table(dbt, session, ["label", "topic_label"]),
        MergeSettings.from_meta(dbt.config.meta_get("hobby__settings")),
    )
