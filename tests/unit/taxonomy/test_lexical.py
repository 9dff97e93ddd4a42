"""Forms of labels: what counts as the same words."""

from __future__ import annotations

import pytest

from hobby_profiles.core.errors import InputError
from hobby_profiles.language import pack
from hobby_profiles.taxonomy.merge.alignment import align, is_initials, is_short_form, is_truncation
from hobby_profiles.taxonomy.merge.forms import label_form

ENGLISH = pack()
normal_form, joined_form = ENGLISH.normal_form, ENGLISH.joined_form
roots, words = ENGLISH.roots, ENGLISH.words


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("jewellery making", "making jewelry"),
        ("cross-stitch", "cross stitching"),
        ("macramé", "macrame"),
        ("travel to italy", "italy travel"),
        ("kids' crafts", "crafts for kids"),
    ],
)
def test_equal_normal_forms(left, right):
    assert normal_form(left) == normal_form(right)


@pytest.mark.parametrize(("left", "right"), [("sewing", "sowing"), ("baking", "biking")])
def test_look_alikes_have_different_normal_forms(left, right):
    assert normal_form(left) != normal_form(right)


def test_a_compound_is_its_words_and_no_more():
    assert joined_form("woodcarving") == joined_form("wood carving")
    assert joined_form("vegan eating") != joined_form("vegan")


@pytest.mark.parametrize(
    "pair", ["cyclist cycling", "pianist piano", "owner owning", "aquarist aquarium"]
)
def test_doer_and_deed_share_a_root(pair):
    left, right = pair.split()
    assert not roots(left).isdisjoint(roots(right))


@pytest.mark.parametrize("label", ["", "🧶", "2024", "ogrodnictwo", "x" * 300])
def test_any_text_has_a_form(label):
    assert isinstance(normal_form(label), str)
    assert isinstance(words(label), tuple)
    assert label_form(label, ENGLISH.thesaurus()).label == label


def test_short_forms():
    assert is_short_form("bujo", ("bullet", "journal"))
    assert is_short_form("mtb", ("mountain", "biking"))
    assert is_short_form("djing", ("disk", "jockeying"))
    assert is_short_form("glamping", ("glamorous", "camping"))
    assert not is_short_form("camping", ("car", "camping"))
    assert not is_short_form("ps5", ("persona", "5"))
    assert is_initials(("d", "and", "d"), ("dungeons", "and", "dragons"))
    assert is_initials(("lotr",), ("lord", "of", "the", "rings"))
    assert not is_short_form("wwi", ("world", "war", "ii"))
    assert is_truncation("goth", "gothic")
    assert is_truncation("boho", "bohemian")
    assert not is_truncation("goth", "grunge")


def test_alignment_leaves_what_has_no_answer():
    found = align(("oil", "painting"), ("watercolor", "painter"))
    assert (found.matched, found.left, found.right) == (1, ("oil",), ("watercolor",))


def test_thesaurus_rewrites_parts_and_wholes_and_can_be_set_aside():
    thesaurus = ENGLISH.thesaurus()
    assert thesaurus.rewrite(("sci", "fi", "novels")) == ("science", "fiction", "novels")
    assert thesaurus.rewrite(("philately",)) == thesaurus.rewrite(("stamp", "collecting"))
    without = thesaurus.without([("philately", "stamp collecting")])
    assert without.rewrite(("philately",)) == ("philately",)
    assert thesaurus.emptied().rewrite(("philately",)) == ("philately",)


def test_a_language_without_a_pack_is_named():
    with pytest.raises(InputError, match="'pl'"):
        pack("pl")


@pytest.mark.parametrize(
    ("plural", "singular"),
    [("hobbies", "hobby"), ("watches", "watch"), ("cactus", "cactus"), ("dolls", "doll")],
)
def test_plural_endings_go_and_others_stay(plural, singular):
    assert ENGLISH.singular(plural) == singular
