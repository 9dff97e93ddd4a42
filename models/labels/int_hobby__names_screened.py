from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.labels.sensitive.titles import screen_names


def model(dbt, session):
    settings = LabelSettings.from_meta(dbt.config.meta_get("hobby__settings"))
    products = dbt.ref("int_hobby__products_hashed")
    return screen_names(products.project("product_name").distinct().df(), settings)
