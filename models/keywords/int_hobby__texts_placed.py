from hobby_profiles.keywords.neighbours import text_places
from hobby_profiles.keywords.settings import KeywordSettings


def model(dbt, session):
    settings = KeywordSettings.from_meta(dbt.config.meta_get("hobby__settings"))
    keywords = dbt.ref("int_hobby__texts_keyworded").df()
    texts = dbt.ref("int_hobby__keyword_texts").df()
    return text_places(keywords, texts, settings)
