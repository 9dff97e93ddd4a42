from hobby_profiles.attributes.language_model import AttributeSettings, read_attributes


def model(dbt, session):
    settings = AttributeSettings.from_meta(dbt.config.meta_get("hobby__settings"))
    products = dbt.ref("int_hobby__products_hashed").df()
    terms = dbt.ref("hobby__attribute_terms").df()
    return read_attributes(products, terms, settings)
