from hobby_profiles.labels.judge.brought import screen_brought_labels
from hobby_profiles.labels.settings import LabelSettings


def model(dbt, session):
    settings = LabelSettings.from_meta(dbt.config.meta_get("hobby__settings"))
    labels = dbt.ref("stg_hobby__product_labels")
    return screen_brought_labels(labels.project("label").distinct().df(), settings)
