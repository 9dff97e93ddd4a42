from hobby_profiles.labels.generate import read_texts
from hobby_profiles.labels.settings import LabelSettings


def model(dbt, session):
    settings = LabelSettings.from_meta(dbt.config.meta_get("hobby__settings"))
    texts = dbt.ref("int_hobby__product_texts").df()
    return read_texts(texts, settings)
