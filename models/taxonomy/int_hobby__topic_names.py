from hobby_profiles.taxonomy.topics import NameSettings, topic_names


def model(dbt, session):
    """One row per topic: its name and where the name comes from."""
    dbt.config(materialized="table")
    return topic_names(
        tree=dbt.ref("int_hobby__topic_tree").df(),
        embedded=dbt.ref("int_hobby__labels_embedded").df(),
        areas=dbt.ref("hobby__areas").df(),
        settings=NameSettings.from_meta(dbt.config.meta_get("hobby__settings")),
    )
