"""What the judge knows: the labels that fit in the memory, and the traps."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from hobby_profiles.embedding import EmbeddingModel
from hobby_profiles.labels.held_out import is_held_out
from hobby_profiles.labels.judge.associations import Associations
from hobby_profiles.labels.judge.neighbours import Neighbours
from hobby_profiles.labels.memory import Memory
from hobby_profiles.labels.placed_labels import load_placed_labels
from hobby_profiles.labels.traps import load_traps

_NEAR_TEXTS = 24
_NEAR_TRAPS = 12


class Knowledge:
    """Labels that fit and labels that are wrong, each with what goes with them.

    Attributes:
        fits: Associations of the memory's labels.
        near_fits: Labels of the memory's nearest texts.
        traps: Associations of labels that words suggest and that are wrong.
        near_traps: Such labels of the nearest texts that have any.
        label_counts: How often each label was recorded.
        trap_counts: How often each was a trap.
        placed: Reviewed areas and groups of labels.
    """

    def __init__(
        self, memory: Memory, model: EmbeddingModel, traps: pd.DataFrame | None = None
    ) -> None:
        """Count and place everything.

        Args:
            memory: Labelled texts; leave out what is being measured with `Memory.subset`.
            model: Gives the vectors.
            traps: ``product_name``, ``category_path``, ``trap_label``; the shipped ones of texts
                that are not held out by default.
        """
        if traps is None:
            traps = load_traps()
            traps = traps[~is_held_out(traps)]
        wrong = Memory.from_examples(
            traps.rename(columns={"trap_label": "label"}).assign(label_rank=1, fit_grade=5)
        )
        self.label_counts = Counter[str](memory.labels["label"])
        self.trap_counts = Counter[str](wrong.labels["label"])
        self.placed = load_placed_labels()
        self.fits = Associations(memory, model)
        self.near_fits = Neighbours(memory, self.fits.labels, model, count=_NEAR_TEXTS)
        self.traps = Associations(wrong, model)
        self.near_traps = Neighbours(wrong, self.traps.labels, model, count=_NEAR_TRAPS)
