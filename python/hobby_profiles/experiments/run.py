"""Run an experiment: label with every variant, judge with one judge, measure."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd

from hobby_profiles.core.progress import progress
from hobby_profiles.experiments.measures import compare, measure, per_product
from hobby_profiles.experiments.results import typed
from hobby_profiles.experiments.sample import draw_sample, show_fields
from hobby_profiles.experiments.spec import Experiment, Variant
from hobby_profiles.labels.base import build_judge, build_labeller
from hobby_profiles.labels.memory import Memory, load_memory
from hobby_profiles.labels.settings import LabelSettings

_MIN_FIT_GRADE = 3


def run_experiment(
    experiment: Experiment, *, cache_dir: Path, min_fit_grade: int = _MIN_FIT_GRADE
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Label the sample with each variant, judge all labels, and compare.

    The sample's own texts are left out of the labelled examples, for labeller and judge alike:
    an experiment asks how a variant does on products that nobody has labelled yet. The judge sees
    every field of a product, whatever the labeller saw.

    Args:
        experiment: What to run.
        cache_dir: Folder for vectors and answers, the setting ``hobby__cache_dir``.
        min_fit_grade: Least accepted grade, the setting ``hobby__min_fit_grade``.

    Returns:
        The results (one row per variant, see `results.RESULT_TYPES`) and all judged labels with
        the column ``variant``.
    """
    texts = draw_sample(experiment.sample)
    memory = _memory_without(texts, cache_dir / "experiments" / experiment.name)
    first = experiment.settings(experiment.variants[0], cache_dir=cache_dir, memory=memory)
    judge = build_judge(first.model_copy(update={"language": experiment.text_language}))
    judged: dict[str, pd.DataFrame] = {}
    costs: dict[str, dict[str, float]] = {}
    with progress("Running variants", len(experiment.variants), unit="variants") as advance:
        for variant in experiment.variants:
            settings = experiment.settings(variant, cache_dir=cache_dir, memory=memory)
            labels = build_labeller(settings).label(show_fields(texts, variant.fields))
            judged[variant.name] = judge.judge(labels, texts)
            costs[variant.name] = _spent(settings)
            advance(1)
    counts = {
        name: per_product(rows, texts["text_hash"], min_fit_grade) for name, rows in judged.items()
    }
    rows = [
        {
            **_about(experiment, variant, texts),
            **measure(counts[variant.name]),
            **costs[variant.name],
            **compare(counts[variant.name], counts[experiment.baseline]),
        }
        for variant in experiment.variants
    ]
    every = [rows.assign(variant=name) for name, rows in judged.items()]
    return typed(pd.DataFrame(rows)), pd.concat(every, ignore_index=True)


def _about(experiment: Experiment, variant: Variant, texts: pd.DataFrame) -> dict[str, object]:
    hashes = "".join(texts["text_hash"])
    asks = variant.labeller == "openai"
    return {
        "experiment_name": experiment.name,
        "variant_name": variant.name,
        "is_baseline": variant.name == experiment.baseline,
        "sample_hash": hashlib.blake2b(hashes.encode(), digest_size=8).hexdigest(),
        "product_count": len(texts),
        "labeller": variant.labeller,
        "judge": experiment.judge,
        "model": experiment.settings(variant, cache_dir=Path(), memory=Path()).llm.llm_model
        if asks
        else experiment.embedding_model,
        "input_fields": "+".join(variant.fields),
        "max_labels": variant.max_labels,
        "min_relevance": variant.min_relevance,
        "min_certainty": None if asks else variant.min_certainty,
        "prompt_version": variant.prompt_version if asks else None,
        "language": variant.language,
    }


def _memory_without(texts: pd.DataFrame, folder: Path) -> Path:
    """Write the labelled examples without the sample's texts, and return the file."""
    memory = load_memory(LabelSettings().label_memory).without(texts)
    path = folder / "memory.parquet"
    folder.mkdir(parents=True, exist_ok=True)
    _as_examples(memory).to_parquet(path, index=False)
    return path


def _as_examples(memory: Memory) -> pd.DataFrame:
    """Rows of (text, label, grade), a text without a label as one row without one."""
    labels = memory.labels.set_index("text_row")
    return memory.texts.join(labels, how="left").reset_index(drop=True)


def _spent(settings: LabelSettings) -> dict[str, float]:
    """What a variant's labels cost, whenever they were asked for."""
    nothing = {"cost_usd": 0.0, "input_tokens": 0, "output_tokens": 0}
    path = settings.llm.store_path
    if settings.labeller != "openai" or not path.exists():
        return dict(nothing)
    query = (
        "select coalesce(sum(cost_usd), 0), coalesce(sum(input_tokens), 0), "
        "coalesce(sum(output_tokens), 0) from calls where purpose = 'label'"
    )
    with closing(sqlite3.connect(path)) as connection:
        (found,) = connection.execute(query).fetchall()
    return dict(zip(nothing, found, strict=True))
