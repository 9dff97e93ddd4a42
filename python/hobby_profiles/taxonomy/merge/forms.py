"""What the pair model knows of one label: its words, their classes, its senses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from hobby_profiles.language import Thesaurus, pack

_LONGEST_INITIALS = 9
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class LabelForm:
    """A label as the pair model reads it.

    Attributes:
        label: The label as it was given.
        words: Its content words, compounds split ("woodturning" is wood, turning), phrases of the
            thesaurus replaced by the one that stands for them.
        plain: The same words without the thesaurus.
    """

    label: str
    words: tuple[str, ...]
    plain: tuple[str, ...]

    @property
    def is_rewritten(self) -> bool:
        """Whether the thesaurus replaced a phrase."""
        return self.words != self.plain

    @cached_property
    def as_given(self) -> LabelForm:
        """The label as it is read without the thesaurus."""
        return LabelForm(self.label, self.plain, self.plain)

    @cached_property
    def is_name(self) -> bool:
        """Whether the whole label is a proper name."""
        return pack().is_name(self.label)

    @cached_property
    def normal(self) -> str:
        """See `LanguagePack.normal_form`; of the words as rewritten by the thesaurus."""
        return pack().normal_form(" ".join(self.words)) if self.words else self.label

    @cached_property
    def joined(self) -> str:
        """See `LanguagePack.joined_form`."""
        return pack().joined_form(self.label)

    @cached_property
    def is_short(self) -> bool:
        """Whether the label is short enough to be the initials of another ("d&d" is d and d)."""
        return len(self.label) <= _LONGEST_INITIALS

    @cached_property
    def digits(self) -> tuple[str, ...]:
        """Numbers in the label."""
        return tuple(_DIGITS.findall(" ".join(self.words)))

    @cached_property
    def senses(self) -> frozenset[str]:
        """Frequent senses of the whole label."""
        return pack().phrase_senses(pack().words(self.label))

    @cached_property
    def light_classes(self) -> frozenset[str]:
        """Classes of its light words that mean something."""
        return frozenset().union(*(pack().light_classes(word) for word in self.words)) - {""}


def label_form(label: str, thesaurus: Thesaurus) -> LabelForm:
    """Read a label; see `LabelForm`."""
    given = pack().content_words(label)
    return LabelForm(label, _split(thesaurus.rewrite(given)), _split(given))


def _split(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for word in words for part in pack().split_compound(word))
