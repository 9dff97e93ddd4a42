from hobby_profiles.taxonomy.identity.overrides import resolve_overrides


def model(dbt, session):
    """One row per override: the topics it speaks of, or why it cannot be applied."""
    return resolve_overrides(
        overrides=dbt.ref("hobby__topic_overrides").df(),
        registry=dbt.ref("int_hobby__topic_registry").df(),
    )
