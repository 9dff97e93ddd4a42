from hobby_profiles.taxonomy.identity.curate import curated_names
from hobby_profiles.taxonomy.identity.state import last_table
from hobby_profiles.taxonomy.tree.topics import NameSettings


def model(dbt, session):
    """One row per topic: its name and where the name comes from."""
    found = ["action", "topic", "target", "topic_id", "target_topic_id", "problem"]
    return curated_names(
        tree=dbt.ref("int_hobby__topic_tree").df(),
        embedded=dbt.ref("int_hobby__labels_embedded").df(),
        areas=dbt.ref("hobby__areas").df(),
        overrides=dbt.ref("hobby__topic_overrides").df(),
        settings=NameSettings.from_meta(dbt.config.meta_get("hobby__settings")),
        last=last_table(dbt, session, ["topic_id", "topic_name", "topic_path", "name_source"]),
        products=dbt.ref("stg_hobby__products").project("product_name").distinct().df(),
        last_resolved=last_table(dbt, session, found, name="int_hobby__topic_overrides"),
    )
