from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from hobby_profiles.attributes.packs import pack_size
from hobby_profiles.attributes.tagger import tag_texts

TERMS = pd.read_csv(
    Path(__file__).parents[3] / "seeds/reference/hobby__attribute_terms.csv", keep_default_na=False
)


def tagged(*titles: str, category: str = "HOME", brand: str | None = None) -> pd.DataFrame:
    products = pd.DataFrame({"text_hash": [str(n) for n in range(len(titles))]})
    products["product_name"] = titles
    products["category_path"] = category
    products["brand"] = brand
    products["attributes"] = None
    return tag_texts(products, TERMS)


def values(title: str, attribute: str, **more: str) -> set[str]:
    found = tagged(title, **more)
    return set(found.loc[found["attribute"] == attribute, "value"])


@pytest.mark.parametrize(
    ("title", "attribute", "said"),
    [
        ("Leather Tote Bag, Navy Blue", "colour", {"blue"}),
        ("Leather Tote Bag, Navy Blue", "material", {"leather"}),
        ("Gold Standard Dumbbell", "colour", set()),
        ("Soft Brush for Silver Jewelry", "colour", set()),
        ("Mens Slim Fit Jeans (XL)", "audience", {"men"}),
        ("Mens Slim Fit Jeans (XL)", "fit", {"slim"}),
        ("Mens Slim Fit Jeans (XL)", "size", {"extra large"}),
        ("Striped Curtain", "pattern", {"striped"}),
        ("Tea Lights, Pack of 24", "pack_size", {"24"}),
        ("STAINLESS STEEL SPOON", "material", {"stainless steel"}),
    ],
)
def test_a_title_tells_what_it_says(title: str, attribute: str, said: set[str]) -> None:
    assert values(title, attribute) == said


@pytest.mark.parametrize("category", ["ABIS_BOOK", "Groceries > Coffee", "SKIN_MOISTURIZER"])
def test_books_food_and_cosmetics_have_no_looks(category: str) -> None:
    assert values("The Red Leather Diary", "colour", category=category) == set()


def test_the_shops_own_brand_counts_first() -> None:
    found = tagged("Sony Headphones", brand="Acme")
    brands = found[found["attribute"] == "brand"]
    assert brands[["value", "source", "confidence"]].to_numpy().tolist() == [
        ["Acme", "column", 1.0]
    ]


def test_a_brand_opens_titles_and_stands_nowhere_else() -> None:
    found = tagged("Zorbax Mug", "Zorbax Plate", "Zorbax Bowl", "Table Lamp", "Table Cloth")
    brands = found[found["attribute"] == "brand"]
    assert brands["value"].tolist() == ["Zorbax"] * 3


@pytest.mark.parametrize(
    ("title", "sizes"),
    [
        ("Postage Scale for Small Business, Post Office", set()),
        ("Scale for Packages, Small Business", set()),
        ("Running Shorts for Women, Small", {"small"}),
        ("Dog Bowl (Large, Blue)", {"large"}),
        ("Queen Size Sheets", {"queen"}),
    ],
)
def test_a_size_stands_where_shops_write_sizes(title: str, sizes: set[str]) -> None:
    assert values(title, "size") == sizes


def test_a_name_before_a_part_number_is_a_brand_and_its_colour_no_colour() -> None:
    assert values("Golden Creek 30495 Feeder", "brand") == {"Golden Creek"}
    assert values("Black & Decker 30495 Drill", "colour") == set()


def test_a_name_goes_on_where_it_does_in_several_categories() -> None:
    goods = ["Mat", "Rug", "Bowl", "Lamp", "Towel"]
    products = pd.DataFrame(
        {
            "text_hash": [f"{name} {thing}" for name in ("Women's", "Grupp") for thing in goods],
            "product_name": [f"Zorbax {name} {g}" for name in ("Women's", "Grupp") for g in goods],
            "category_path": goods * 2,
            "brand": None,
            "attributes": None,
        }
    )
    others = pd.DataFrame(
        {
            "text_hash": [f"other {n}" for n in range(30)],
            "product_name": [f"Brand{n} Women's Hat" for n in range(30)],
            "category_path": "HAT",
            "brand": None,
            "attributes": None,
        }
    )
    found = tag_texts(pd.concat([products, others], ignore_index=True), TERMS)
    brands = found[(found["attribute"] == "brand") & ~found["text_hash"].str.startswith("other")]
    assert set(brands["value"]) == {"Zorbax", "Zorbax Grupp"}


def test_a_shop_in_capitals_shows_no_names() -> None:
    assert "brand" not in set(tagged("CHICK GREY HOT WATER", "REX CASH BOX")["attribute"])


@pytest.mark.parametrize(
    ("title", "count"),
    [("3-Pack", 3), ("Set of 6", 6), ("1,000 Count (Pack of 2)", 2), ("24 ct", 24), ("Mug", None)],
)
def test_pack_size(title: str, count: int | None) -> None:
    assert pack_size(title) == count


def test_row_order_changes_nothing() -> None:
    titles = ("Zorbax Mug, Red", "Oak Table", "Zorbax Plate", "Zorbax Bowl")
    first = tagged(*titles)
    products = pd.DataFrame({"text_hash": ["0", "1", "2", "3"], "product_name": titles})
    products = products.assign(category_path="HOME", brand=None, attributes=None)
    pd.testing.assert_frame_equal(first, tag_texts(products.iloc[::-1], TERMS))
