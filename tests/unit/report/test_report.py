from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from plotly.offline import get_plotlyjs

from hobby_profiles.app.cli import cli
from hobby_profiles.core.errors import InputError
from hobby_profiles.core.tables import Row
from hobby_profiles.report import charts


def write_report(path: Path, *arguments: str) -> str:
    result = CliRunner().invoke(cli, ["report", "--output", str(path), *arguments])
    assert result.exit_code == 0, result.output
    # The library is not ours to check, and hides the page among five megabytes.
    return path.read_text(encoding="utf-8").replace(get_plotlyjs(), "")


def test_page_is_self_contained(warehouse_file: Path, tmp_path: Path) -> None:
    page = write_report(tmp_path / "new" / "report.html")
    assert not re.search(r"(src|href)\s*=\s*[\"']?(https?:)?//", page)
    assert "@import" not in page and "url(" not in page
    assert page.count("<script") == 3


def test_page_says_shop_day_counts_and_where_labels_come_from(
    warehouse_file: Path, tmp_path: Path
) -> None:
    page = " ".join(write_report(tmp_path / "report.html").split())
    assert "<h1>Test shop &amp; sons</h1>" in page
    assert "30 December 2022, the as-of date" in page
    assert "<dd>1 <small>of 2</small></dd>" in page
    assert "no human checked each one" in page
    assert "<strong>2 products</strong> (50%) recorded: a language model&#39;s answers" in page
    assert "<strong>1 product</strong> (25%) learned: predicted from" in page
    assert "<strong>1 product</strong> (25%) in no topic" in page
    assert "new to the labeller 40% are unlike every text it learnt from" in page
    assert "Wool lovers" in page
    assert '<p class="also">Wool</p>' in page


def test_names_cannot_break_out_of_the_page(warehouse_file: Path, tmp_path: Path) -> None:
    page = write_report(tmp_path / "report.html")
    assert "<script>alert" not in page
    assert "Wool &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in page
    assert "Lace & <b>" not in page
    assert "Craft &amp; &lt;i&gt; <b>0.61</b>" in page


def test_charts_hold_the_numbers(warehouse_file: Path, tmp_path: Path) -> None:
    page = write_report(tmp_path / "report.html")
    found = re.search(r'<script type="application/json" id="figures">(.*?)</script>', page)
    assert found
    figures = json.loads(found.group(1))
    assert figures["chart-funnel"]["data"][0]["x"] == [1200, 900, 720, 36]
    assert sum(figures["chart-audience-score"]["data"][0]["y"]) == 3
    tree = figures["chart-taxonomy"]["data"][0]
    values = dict(zip(tree["ids"], tree["values"], strict=True))
    assert values == {"root": 0, "t-yarn": 0, "t-knit": 2, "t-lace": 1, "t-chess": 1}


def test_same_warehouse_same_bytes(warehouse_file: Path, tmp_path: Path) -> None:
    assert write_report(tmp_path / "a.html") == write_report(tmp_path / "b.html")


def test_empty_shop_has_a_page(empty_warehouse_file: Path, tmp_path: Path) -> None:
    page = write_report(tmp_path / "report.html")
    assert "No user has a profile yet." in page
    assert "No collection is defined." in page


def test_unwritable_output_is_named(warehouse_file: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    output = tmp_path / "file" / "report.html"
    result = CliRunner().invoke(cli, ["report", "--output", str(output)])
    assert isinstance(result.exception, InputError)
    assert str(output) in str(result.exception)


@pytest.mark.parametrize("leaves", [10, 6000])
def test_treemap_keeps_every_product_of_a_large_taxonomy(leaves: int) -> None:
    def topic(topic_id: str, parent: str | None, depth: int, products: int) -> Row:
        return Row(
            topic_id=topic_id,
            topic_name=topic_id,
            topic_path=topic_id,
            parent_topic_id=parent,
            depth=depth,
            is_leaf=depth == 2,
            product_count=products,
            user_count=1,
        )

    topics = [topic(f"branch {i}", None, 1, 0) for i in range(5)]
    topics += [topic(f"leaf {i}", f"branch {i % 5}", 2, 1 + i % 7) for i in range(leaves)]
    tree = charts.treemap(topics).data[0]
    assert sum(tree.values) == sum(topic.product_count for topic in topics if topic.is_leaf)
    assert len(tree.ids) == len(set(tree.ids)) <= 2600
    assert set(tree.parents) <= {*tree.ids, ""}
