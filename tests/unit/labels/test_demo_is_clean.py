from pathlib import Path

import pandas as pd

from hobby_profiles.labels.sensitive.terms import load_listed_terms
from hobby_profiles.labels.settings import LabelSettings

PROJECT = Path(__file__).parents[3]
TAKEN_OUT = [
    "pregnancy test",
    "ovulation",
    "breast pump",
    "tampons",
    "incontinence pads",
    "enema",
    "vibrator",
    "dildo",
    "condoms",
    "personal lubricant",
    "blood glucose",
    "insulin pump",
    "cpap",
    "oxygen tubing",
    "diet pills",
    "ibuprofen",
    "antifungal",
    "wheelchair cushion",
]


def test_the_demo_shop_holds_no_medical_or_intimate_goods() -> None:
    demo = pd.read_parquet(PROJECT / "seeds/demo/products.parquet")
    terms = load_listed_terms(PROJECT / LabelSettings().sensitive_topics)
    names = demo["product_name"].fillna("").str.casefold()
    for goods in TAKEN_OUT:
        assert terms.topic_of(goods), goods
    goods = r"\b(?:" + "|".join(TAKEN_OUT[:-1]) + r")\b"
    assert demo["product_name"][names.str.contains(goods)].tolist() == []
