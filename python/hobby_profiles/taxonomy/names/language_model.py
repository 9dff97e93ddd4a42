"""The language model as namer of inner topics."""

from __future__ import annotations

from collections.abc import Sequence

from hobby_profiles.llm.client import LanguageModel
from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.taxonomy.names.cases import GivenName, Namer, NamingCase
from hobby_profiles.taxonomy.names.words import fold

_CARRIED_SHARE = 0.95
_MAX_CHILDREN = 12
_MAX_SIBLINGS = 12


class LlmNamer:
    """Asks a language model for names, and somebody else where it has none that may be used.

    Args:
        settings: How to reach the language model.
        fallback: Who names topics whose answer failed, or repeats the name of its parent, of
            another inner topic or of a leaf beside it.

    Raises:
        MissingKeyError: If the key is not in the environment.
    """

    def __init__(self, settings: LlmSettings, fallback: Namer) -> None:
        self._model = LanguageModel(settings)
        self._language = settings.llm_language
        self._fallback = fallback

    def name(self, cases: Sequence[NamingCase]) -> list[GivenName]:
        """Name the topics of one level, see `Namer.name`."""
        if not cases:
            return []
        answers = self._model.ask(
            "name", [name_item(case) for case in cases], {"language": self._language}
        )
        spare = self._fallback.name(cases)
        used: set[str] = set()
        given = []
        for case, answer, other in zip(cases, answers, spare, strict=True):
            name = " ".join(str((answer.value or {}).get("topic_name", "")).split())
            taken = used | case.taken_names | {fold(case.parent_name)}
            if name and fold(name) not in taken:
                given.append(GivenName(name[:1].upper() + name[1:], "openai", 1.0))
            else:
                given.append(other)
            used.add(fold(given[-1].name))
        return given


def name_item(case: NamingCase) -> dict[str, str | list[str]]:
    """What the model is told about one topic: its children, its siblings, its parent.

    A label that few of the products carry is left out, so that no single product has a say in the
    name of many.
    """
    labels = carried_labels(case.labels, case.counts)
    children = [label for label in case.child_labels if label in labels]
    beside = carried_labels(case.sibling_labels, case.sibling_counts)
    siblings = [label for label in case.sibling_labels if label in beside]
    return {
        "children": (children if len(children) > 1 else labels)[:_MAX_CHILDREN],
        "siblings": siblings[:_MAX_SIBLINGS],
        "parent": case.parent_name,
    }


def carried_labels(labels: Sequence[str], counts: Sequence[int]) -> list[str]:
    """The most used labels, until they make up 95% of the products.

    Args:
        labels: Labels.
        counts: Products of each label; empty if unknown, and then all labels count.
    """
    if not counts:
        return list(labels)
    carried: list[str] = []
    products = 0
    for label, count in sorted(zip(labels, counts, strict=True), key=lambda pair: -pair[1]):
        if carried and products >= _CARRIED_SHARE * sum(counts):
            break
        carried.append(label)
        products += count
    return carried
