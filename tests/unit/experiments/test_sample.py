import pandas as pd
import pytest

from hobby_profiles.core.errors import InputError
from hobby_profiles.experiments.sample import draw_sample, show_fields
from hobby_profiles.experiments.spec import Sample


@pytest.fixture
def shop(tmp_path):
    rows = [("YARN", f"wool {number}") for number in range(300)]
    rows += [("TENT", f"tent {number}") for number in range(100)]
    products = pd.DataFrame(rows, columns=["category_path", "product_name"])
    products = pd.concat([products, products.head(5)])  # equal texts count once
    products.to_parquet(tmp_path / "products.parquet")
    return tmp_path, products


def test_categories_are_drawn_in_proportion(shop):
    folder, _ = shop
    texts = draw_sample(Sample(data_dir=folder, size=40))
    counts = texts["category_path"].value_counts()
    assert len(texts) == texts["text_hash"].nunique() == 40
    assert counts["YARN"] in (29, 30, 31)


def test_the_order_of_rows_does_not_matter_but_the_seed_does(shop):
    folder, products = shop
    first = draw_sample(Sample(data_dir=folder, size=40))
    products.sample(frac=1, random_state=7).to_parquet(folder / "products.parquet")
    again = draw_sample(Sample(data_dir=folder, size=40))
    other = draw_sample(Sample(data_dir=folder, size=40, seed=1))
    pd.testing.assert_frame_equal(first, again)
    assert set(first["product_name"]) != set(other["product_name"])


def test_hidden_fields_are_blank_and_something_stands_in_for_the_title():
    texts = pd.DataFrame(
        {
            "product_name": ["wool"],
            "category_path": ["TABLETOP_GAME"],
            "description": ["soft"],
            "brand": ["Acme"],
            "attributes": ["red"],
        }
    )
    shown = show_fields(texts, ("name", "brand")).iloc[0]
    assert (shown["product_name"], shown["brand"], shown["category_path"]) == ("wool", "Acme", "")
    assert show_fields(texts, ("category",))["product_name"].tolist() == ["tabletop game"]


def test_a_folder_without_products_is_named(tmp_path):
    with pytest.raises(InputError, match=r"no products\.parquet or products\.csv"):
        draw_sample(Sample(data_dir=tmp_path))
