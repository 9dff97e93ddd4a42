"""The memory of labelled examples that the embedded labeller and judge read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.core.columns import require_columns
from hobby_profiles.core.errors import InputError
from hobby_profiles.core.shipped import named_file
from hobby_profiles.labels.held_out import is_held_out
from hobby_profiles.labels.traps import load_traps

_COLUMNS = ("product_name", "category_path", "label_rank", "label", "fit_grade")
TEXT_KEY = ["product_name", "category_path"]
_TRAP_TYPES = {"text_row": "int64", "label": "str"}


@dataclass(frozen=True)
class Memory:
    """Labelled product texts.

    Attributes:
        texts: One row per text: ``product_name``, ``category_path``; index 0..n-1, sorted.
        labels: One row per text and label: ``text_row`` (index into ``texts``), ``label_rank``,
            ``label``, ``fit_grade`` 1..5. A text without a row here is a text without a hobby.
        traps: One row per text and label that its words suggest and that is wrong: ``text_row``,
            ``label``.
    """

    texts: pd.DataFrame
    labels: pd.DataFrame
    traps: pd.DataFrame

    @cached_property
    def names(self) -> list[str]:
        """The name of each text's product, in the order of ``texts``."""
        return self.texts["product_name"].tolist()

    @classmethod
    def from_examples(cls, examples: pd.DataFrame, traps: pd.DataFrame | None = None) -> Memory:
        """Build a memory from rows of (text, label, grade).

        Args:
            examples: ``product_name``, ``category_path``, ``label_rank``, ``label`` (missing for a
                text without a hobby), ``fit_grade``, in any order.
            traps: ``product_name``, ``category_path``, ``trap_label``; those of other texts are
                left out.

        Returns:
            The memory, the same for the same rows in any order.
        """
        examples = examples.fillna({"product_name": "", "category_path": ""})
        texts = examples[TEXT_KEY].drop_duplicates().sort_values(TEXT_KEY, ignore_index=True)
        labels = examples.dropna(subset=["label", "fit_grade"]).merge(
            texts.reset_index(names="text_row"), on=TEXT_KEY
        )
        labels = labels[["text_row", "label_rank", "label", "fit_grade"]]
        labels = labels.sort_values(["text_row", "label_rank", "label"], ignore_index=True)
        labels = labels.astype({"label_rank": "int64", "fit_grade": "int64"})
        labels = labels.drop_duplicates(["text_row", "label"], ignore_index=True)
        if traps is None:
            return cls(
                texts, labels, pd.DataFrame({"text_row": [], "label": []}).astype(_TRAP_TYPES)
            )
        rows = traps.fillna({"product_name": "", "category_path": ""})
        rows = rows.merge(texts.reset_index(names="text_row"), on=TEXT_KEY)
        rows = rows.rename(columns={"trap_label": "label"})[["text_row", "label"]]
        rows = rows.drop_duplicates().sort_values(["text_row", "label"], ignore_index=True)
        return cls(texts, labels, rows.astype(_TRAP_TYPES))

    def without(self, texts: pd.DataFrame) -> Memory:
        """Leave texts out, as an evaluation must with the texts that it measures.

        Args:
            texts: ``product_name`` and ``category_path`` of the texts to leave out.

        Returns:
            A memory that holds no text with such a name and category.
        """
        out = self.texts.merge(
            texts[TEXT_KEY].drop_duplicates(), on=TEXT_KEY, how="left", indicator=True
        )
        return self.subset((out["_merge"] == "left_only").to_numpy())

    def subset(self, keep: NDArray[np.bool_]) -> Memory:
        """Keep some of the texts.

        Args:
            keep: Boolean mask over ``texts``.

        Returns:
            A memory with those texts, in the same order.
        """
        kept = self.texts.loc[keep]
        new_row = pd.Series(range(len(kept)), index=kept.index)
        labels, traps = (
            rows[rows["text_row"].isin(kept.index)]
            .assign(text_row=lambda some: some["text_row"].map(new_row))
            .reset_index(drop=True)
            for rows in (self.labels, self.traps)
        )
        return Memory(kept.reset_index(drop=True), labels, traps)

    def extended(self, examples: pd.DataFrame) -> Memory:
        """Add labelled examples; they replace what is remembered of the same texts.

        Args:
            examples: As for `from_examples`.

        Returns:
            A memory of both.
        """
        kept = self.without(examples.fillna({"product_name": "", "category_path": ""}))
        remembered = kept.texts.reset_index(names="text_row").merge(
            kept.labels, on="text_row", how="left"
        )
        columns = [*TEXT_KEY, "label_rank", "label", "fit_grade"]
        traps = kept.texts.reset_index(names="text_row").merge(kept.traps, on="text_row")
        return Memory.from_examples(
            pd.concat([remembered[columns], examples[columns]], ignore_index=True),
            traps.rename(columns={"label": "trap_label"})[[*TEXT_KEY, "trap_label"]],
        )

    def recorded(self, texts: pd.DataFrame) -> pd.DataFrame:
        """Look up texts that the memory holds.

        Args:
            texts: ``text_hash``, ``product_name``, ``category_path``.

        Returns:
            ``text_hash`` and ``text_row`` of the texts found, those without any label included.
        """
        known = self.texts.reset_index(names="text_row")
        wanted = texts[["text_hash", *TEXT_KEY]].fillna({"product_name": "", "category_path": ""})
        return wanted.merge(known, on=TEXT_KEY)[["text_hash", "text_row"]]


def load_memory(path: Path) -> Memory:
    """Read the memory from a Parquet file.

    Args:
        path: The file; a relative path is looked up in the working directory, then in the project.

    Returns:
        The memory, with the shipped traps of its texts but for those held out.

    Raises:
        InputError: If the file is missing, unreadable or lacks a column.
    """
    file = named_file(path)
    try:
        examples = pd.read_parquet(file)
    except (OSError, ValueError) as error:
        raise InputError(
            f"The labelled examples {str(file)!r} (hobby__label_memory) cannot be read: "
            f"{error}. Give a Parquet file with the columns {', '.join(_COLUMNS)}."
        ) from error
    require_columns(examples, _COLUMNS, f"The file {str(file)!r} (hobby__label_memory)")
    traps = load_traps()
    return Memory.from_examples(examples[list(_COLUMNS)], traps[~is_held_out(traps)])
