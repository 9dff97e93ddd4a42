from hobby_profiles.keywords.extract import text_keywords
from hobby_profiles.keywords.settings import KeywordSettings


def model(dbt, session):
    settings = KeywordSettings.from_meta(dbt.config.meta_get("hobby__settings"))
    texts = dbt.ref("int_hobby__keyword_texts").df()
    labels = dbt.ref("int_hobby__keyword_labels").df()
    return text_keywords(texts, labels, settings)
