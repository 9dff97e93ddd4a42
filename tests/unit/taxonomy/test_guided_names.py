"""Names of reviewed groups say only what a shop has."""

from __future__ import annotations

import pytest

from hobby_profiles.taxonomy.names.cases import NamingCase
from hobby_profiles.taxonomy.names.guided import part_forms, said_parts

from .trees import embed


def case(name, *labels, parent="p"):
    return NamingCase(
        topic_id="t", labels=labels, counts=(1,) * len(labels), child_labels=labels,
        parent_id=parent, parent_name="", sibling_labels=(), guide_name=name, vectors=embed(labels),
        sibling_vectors=embed([]),
    )  # fmt: skip


def said(name, *labels, taken=frozenset()):
    return said_parts(case(name, *labels), vectors(name), taken)


def vectors(name):
    forms = [form for some in part_forms(name) for form in some]
    return dict(zip(forms, embed(forms), strict=True))


@pytest.mark.parametrize(
    ("name", "labels", "expected"),
    [
        ("Baseball, softball & cricket", ["baseball", "softball"], "Baseball & softball"),
        ("Arcade & pinball", ["arcade games", "old arcade"], "Arcade"),
        ("Two-player & party games", ["two-player duels"], "Two-player & party games"),
        ("Arcade & pinball", ["arcade games", "pinball"], "Arcade & pinball"),
        ("Arcade & pinball", ["coins", "slots"], "Arcade & pinball"),
        ("Soul & R&B music", ["r&b", "modern r&b"], "R&B music"),
        ("Sewing", ["quilts"], "Sewing"),
        ("Japanese & Korean cars", ["korean cars tuned"], "Korean cars"),
        (
            "Japanese & Korean cars",
            ["fast cars", "japanese cars", "korean cars"],
            "Japanese & Korean cars",
        ),
        ("Baby & reborn dolls", ["crying baby dolls", "sleeping baby dolls"], "Baby dolls"),
        ("Sci-fi authors & series", ["long series", "hyperion", "ubik"], "Sci-fi authors & series"),
    ],
)
def test_a_name_keeps_the_parts_that_its_labels_say(name, labels, expected):
    assert said(name, *labels) == expected


def test_a_name_stays_whole_where_the_shorter_one_is_another_topics():
    assert said("Arcade & pinball", "arcade", "old arcade") == "Arcade & pinball"
    assert said("Arcade & pinball", "arcade games", taken={"arcade"}) == "Arcade & pinball"


def test_a_branch_keeps_its_whole_name():
    name = "Arcade & pinball"
    assert said_parts(case(name, "old arcade", parent=""), vectors(name), frozenset()) == name
