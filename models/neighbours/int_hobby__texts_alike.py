from hobby_profiles.keywords.settings import KeywordSettings
from hobby_profiles.neighbours.alike import texts_alike


def model(dbt, session):
    settings = KeywordSettings.from_meta(dbt.config.meta_get("hobby__settings"))
    texts = dbt.ref("int_hobby__keyword_texts").df()
    return texts_alike(texts, settings)
