from hobby_profiles.attributes.tagger import tag_texts


def model(dbt, session):
    products = dbt.ref("int_hobby__products_hashed").df()
    terms = dbt.ref("hobby__attribute_terms").df()
    return tag_texts(products, terms)
