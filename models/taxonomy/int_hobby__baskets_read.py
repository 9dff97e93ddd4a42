from hobby_profiles.taxonomy.persona_readings import PersonaReadingSettings, read_baskets


def model(dbt, session):
    settings = PersonaReadingSettings.from_meta(dbt.config.meta_get("hobby__settings"))
    baskets = dbt.ref("int_hobby__persona_baskets").df()
    return read_baskets(baskets, dbt.ref("stg_hobby__personas").df(), settings)
