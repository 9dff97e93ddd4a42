from hobby_profiles.labels.sensitive.titles import screen_texts
from hobby_profiles.labels.settings import LabelSettings


def model(dbt, session):
    settings = LabelSettings.from_meta(dbt.config.meta_get("hobby__settings"))
    products = dbt.ref("int_hobby__products_hashed")
    return screen_texts(products.project("product_name, category_path").df(), settings)
