from hobby_profiles.keywords.journey_expansions import ExpansionSettings, expand_topics


def model(dbt, session):
    settings = ExpansionSettings.from_meta(dbt.config.meta_get("hobby__settings"))
    traits = dbt.ref("int_hobby__signature_traits").df()
    topics = dbt.ref("hobby__topics").project("topic_id, topic_name, is_sensitive").df()
    labels = dbt.ref("hobby__topic_labels").project("topic_id, label").df()
    keywords = dbt.ref("hobby__product_keywords").project("keyword").distinct().df()
    return expand_topics(traits, topics, labels, keywords["keyword"].tolist(), settings)
