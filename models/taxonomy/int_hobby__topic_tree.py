from hobby_profiles.taxonomy.topics import topic_tree
from hobby_profiles.taxonomy.tree_settings import TreeSettings


def model(dbt, session):
    """One row per topic: where it stands in the tree."""
    dbt.config(materialized="table")
    return topic_tree(
        merged=dbt.ref("int_hobby__labels_merged").df(),
        embedded=dbt.ref("int_hobby__labels_embedded").df(),
        usage=dbt.ref("int_hobby__label_usage").df(),
        areas=dbt.ref("hobby__areas").df(),
        settings=TreeSettings.from_meta(dbt.config.meta_get("hobby__settings")),
    )
