"""The embedded judge: recorded grades, else the grades of the neighbours' equal labels."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.labels.base import JUDGEMENT_COLUMNS
from hobby_profiles.labels.memory import Memory, load_memory
from hobby_profiles.labels.settings import LabelSettings


def build_judge(settings: LabelSettings) -> EmbeddedJudge:
    """Build the embedded judge from settings; see `base.build_judge`."""
    return EmbeddedJudge(load_memory(settings.label_memory))


class EmbeddedJudge:
    """Grades by what the memory holds."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def judge(self, labels: pd.DataFrame, texts: pd.DataFrame) -> pd.DataFrame:
        """Grade every proposed label, see `Judge.judge`."""
        known = self._memory.recorded(texts).merge(self._memory.labels, on="text_row")
        recorded = known[["text_hash", "label", "fit_grade"]]
        usual = self._memory.labels.groupby("label")["fit_grade"].mean()
        rows = labels.merge(recorded, on=["text_hash", "label"], how="left")
        guess = rows["label"].map(usual).fillna(3.0).round()
        rows["fit_grade"] = rows["fit_grade"].fillna(guess).astype(int)
        rows["explanation"] = "the label's usual grade"
        rows["reason_code"] = None
        rows["is_sensitive"] = False
        rows["judge"] = "embedded"
        return rows[list(JUDGEMENT_COLUMNS)]
