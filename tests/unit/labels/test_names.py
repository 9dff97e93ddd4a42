"""Names are recognised by how they stand in titles, not from a list."""

from __future__ import annotations

import pytest

from hobby_profiles.labels.embedded.names.finder import fit_names
from hobby_profiles.labels.embedded.names.title_words import TitleWords

THINGS = ("Mug", "Shirt", "Poster", "Blanket", "Keychain")
SYLLABLES = ("ka", "lo", "mi", "ru", "ta", "ve", "zo", "ni")


def invented(number: int) -> str:
    syllables = [SYLLABLES[(number // 8**place) % 8] for place in range(3)]
    return "".join(syllables).title()


def test_words_are_read_with_their_marks():
    read = TitleWords.of(["Go (Big Cats) - for cat's, see U.S. Navy", ""])
    assert read.word == ["go", "big", "cats", "for", "cat's", "see", "u.s", "navy"]
    assert read.in_brackets.tolist() == [False, True, True, False, False, False, False, False]
    assert [read.text(int(start), 2) for start in read.phrases(2)] == ["big cats"]
    assert read.first.tolist() == [0, 8, 8]


def test_an_unseen_name_is_found_where_names_stand():
    named = [f"{THINGS[n % 5]} for {invented(n)} fans, large" for n in range(400)]
    plain = [f"{THINGS[n % 5]} for kitchen use, size {n % 7}" for n in range(400)]
    names = [frozenset({invented(n).casefold()}) for n in range(400)] + [frozenset()] * 400
    finder = fit_names([*named, *plain], ["THING"] * 800, names, frozenset())
    assert finder is not None
    found = finder.find(
        ["Mug for Quexal fans, large", "Mug for kitchen use, size 3"], ["THING"] * 2, 0.5
    )
    assert [name for name, _ in found[0]] == ["quexal"]
    assert found[1] == []


@pytest.mark.parametrize("count", [0, 3])
def test_too_few_names_teach_nothing(count: int):
    titles = [f"Mug for {invented(n)} fans" for n in range(count)]
    names = [frozenset({invented(n).casefold()}) for n in range(count)]
    assert fit_names(titles, ["THING"] * count, names, frozenset()) is None
