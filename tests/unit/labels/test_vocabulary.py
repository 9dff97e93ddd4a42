from pathlib import Path

import numpy as np
import pytest
from words_model import WordsModel

from hobby_profiles.labels.embedded.kinds import kinds_of
from hobby_profiles.labels.embedded.vocabulary import KINDS, PhraseIndex, Vocabulary, outdone
from hobby_profiles.labels.texts.views import stems

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


def left(title: str, labels: dict[str, float]) -> set[str]:
    """Labels that no other outdoes, all of them alike; each with its share of exact votes."""
    known = vocabulary(*labels)
    alike = Vocabulary(known.labels, np.ones((len(known), 2), np.float32), known.stems)
    backing = np.array([labels[label] for label in known.labels], dtype=np.float32)
    lost = outdone(np.arange(len(known)), backing, frozenset(stems(title)), alike)
    return {label for label, is_lost in zip(known.labels, lost, strict=True) if not is_lost}


def test_a_sibling_that_the_text_names_wins() -> None:
    owners = {"cat owner": 0.9, "dog owner": 0.0, "dog training": 0.9}
    assert left("dry food for a dog", owners) == {"dog owner", "dog training"}
    assert left("food for dog and cat", owners) == set(owners)
    assert left("food", owners) == set(owners)


def test_a_label_needs_ground_for_saying_more_than_a_plainer_one() -> None:
    assert left("brush set", {"makeup": 0.5, "kids makeup": 0.0}) == {"makeup"}
    assert left("brush set", {"makeup": 0.5, "kids makeup": 0.4}) == {"makeup", "kids makeup"}
    assert left("brush for kids", {"makeup": 0.5, "kids makeup": 0.0}) == {"makeup", "kids makeup"}
    assert left("brush set", {"makeup": 0.0, "painting": 0.0}) == {"makeup", "painting"}


def test_siblings_that_are_not_alike_stay() -> None:
    known = Vocabulary(
        ["dog owner", "home owner"],
        np.eye(2, dtype=np.float32),
        [frozenset({"dog", "owner"}), frozenset({"home", "owner"})],
    )
    assert not outdone(np.arange(2), np.zeros(2, np.float32), frozenset({"dog"}), known).any()


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
