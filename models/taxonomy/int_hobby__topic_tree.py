from hobby_profiles.taxonomy.identity.curate import curated_tree
from hobby_profiles.taxonomy.identity.state import last_table


def model(dbt, session):
    """One row per topic: where it stands in the tree."""
    names = ["topic_id", "topic_name", "topic_path", "name_source"]
    found = ["action", "topic", "target", "topic_id", "target_topic_id", "problem"]
    return curated_tree(
        placed=dbt.ref("int_hobby__topics_placed").df(),
        overrides=dbt.ref("hobby__topic_overrides").df(),
        last=last_table(dbt, session, ["topic_id", "parent_topic_id"]),
        last_names=last_table(dbt, session, names, name="int_hobby__topic_names"),
        last_resolved=last_table(dbt, session, found, name="int_hobby__topic_overrides"),
    )
