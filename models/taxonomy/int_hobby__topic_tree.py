from hobby_profiles.taxonomy.identity.overrides_apply import decided_tree


def model(dbt, session):
    """One row per topic: where it stands in the tree, and its name."""
    return decided_tree(
        registry=dbt.ref("int_hobby__topic_registry").df(),
        resolved=dbt.ref("int_hobby__topic_overrides").df(),
    )
