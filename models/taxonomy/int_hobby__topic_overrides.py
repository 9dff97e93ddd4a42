from hobby_profiles.taxonomy.identity.overrides import resolve_overrides
from hobby_profiles.taxonomy.identity.state import last_table


def model(dbt, session):
    """One row per override: the topics it speaks of, or why it cannot be applied."""
    found = ["action", "topic", "target", "topic_id", "target_topic_id", "problem"]
    return resolve_overrides(
        overrides=dbt.ref("hobby__topic_overrides").df(),
        topics=dbt.ref("int_hobby__topics_placed").df(),
        names=dbt.ref("int_hobby__topic_names").df(),
        before=last_table(dbt, session, found),
    )
