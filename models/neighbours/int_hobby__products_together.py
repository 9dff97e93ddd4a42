from hobby_profiles.neighbours.together import bought_together


def model(dbt, session):
    pairs = dbt.ref("int_hobby__product_pair_weights").df()
    return bought_together(pairs)
