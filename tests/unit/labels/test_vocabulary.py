from pathlib import Path

import numpy as np
import pytest
from words_model import WordsModel

from hobby_profiles.labels.kinds import kinds_of
from hobby_profiles.labels.product_texts import stems
from hobby_profiles.labels.vocabulary import KINDS, PhraseIndex, Vocabulary, outdone

KNOWN_HOBBIES = Path("seeds/reference/hobby__known_hobbies.csv")


def vocabulary(*labels: str) -> Vocabulary:
    return Vocabulary.of(labels, model=WordsModel())


def test_phrases_are_found_in_any_inflection_longest_first() -> None:
    known = vocabulary("knitting", "wood carving", "carving", "chess", "model train collecting")
    index = PhraseIndex(known)
    found = index.find(stems("Knitted hat for carving wood on model trains"), 5)
    assert [known.labels[row] for row in found] == ["wood carving", "knitting", "carving"]
    assert index.find(stems("nothing of the kind"), 5) == []
    assert len(index.find(stems("carving wood"), 1)) == 1


def test_a_sibling_that_the_text_names_wins() -> None:
    known = vocabulary("cat owner", "dog owner", "owner", "dog training")
    rows = np.arange(len(known))
    alike = Vocabulary(known.labels, np.ones((len(known), 2), np.float32), known.stems)

    def left(title: str) -> set[str]:
        lost = outdone(rows, frozenset(stems(title)), alike)
        return {label for label, is_lost in zip(known.labels, lost, strict=True) if not is_lost}

    assert left("dry food for a dog") == {"dog owner", "owner", "dog training"}
    assert left("food for dog and cat") >= {"cat owner", "dog owner"}
    assert left("food") == set(known.labels)


def test_siblings_that_are_not_alike_stay() -> None:
    known = Vocabulary(
        ["dog owner", "home owner"],
        np.eye(2, dtype=np.float32),
        [frozenset({"dog", "owner"}), frozenset({"home", "owner"})],
    )
    assert not outdone(np.arange(2), frozenset({"dog"}), known).any()


@pytest.mark.parametrize(
    ("label", "kind"),
    [("nursing", "profession"), ("boho decor", "style"), ("star wars", "cultural affinity")],
)
def test_reviewed_names_keep_their_kind(label: str, kind: str) -> None:
    assert kinds_of([label, label], model=WordsModel(), known_hobbies=KNOWN_HOBBIES) == [kind] * 2


def test_every_label_has_a_kind() -> None:
    labels = ["", "12345", "żeglarstwo", "nursing home work"]
    found = kinds_of(labels, model=WordsModel(), known_hobbies=KNOWN_HOBBIES)
    assert set(found) <= set(KINDS)
    assert kinds_of([], model=WordsModel(), known_hobbies=KNOWN_HOBBIES) == []
