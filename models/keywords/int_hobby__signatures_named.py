from hobby_profiles.keywords.journey_names import JourneyNameSettings, name_signatures


def model(dbt, session):
    settings = JourneyNameSettings.from_meta(dbt.config.meta_get("hobby__settings"))
    traits = dbt.ref("int_hobby__signature_traits").df()
    topics = dbt.ref("hobby__topics").project("topic_id, topic_name, is_sensitive").df()
    products = dbt.ref("stg_hobby__products").project("product_id, product_name, brand").df()
    return name_signatures(traits, topics, products, settings)
