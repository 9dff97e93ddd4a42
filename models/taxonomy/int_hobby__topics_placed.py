from hobby_profiles.taxonomy.identity.state import last_table, previous_table
from hobby_profiles.taxonomy.tree.run import STATE_COLUMNS, tree_run
from hobby_profiles.taxonomy.tree.settings import TreeSettings


def model(dbt, session):
    """One row per topic: where it stands before people have their say."""
    return tree_run(
        merged=dbt.ref("int_hobby__labels_merged").df(),
        embedded=dbt.ref("int_hobby__labels_embedded").df(),
        usage=dbt.ref("int_hobby__label_usage").df(),
        areas=dbt.ref("hobby__areas").df(),
        settings=TreeSettings.from_meta(dbt.config.meta_get("hobby__settings")),
        previous=previous_table(dbt, session, STATE_COLUMNS),
        last=last_table(dbt, session, STATE_COLUMNS),
    )
