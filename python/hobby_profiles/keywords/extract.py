"""The keywords of product texts: accepted labels, and salient terms of the text itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.feature_extraction.text import TfidfTransformer

from hobby_profiles.embedding import load_embedding_model
from hobby_profiles.keywords.centres import Centres, text_lines, text_vectors
from hobby_profiles.keywords.screen import is_allowed
from hobby_profiles.keywords.settings import KeywordSettings
from hobby_profiles.keywords.words import FEWEST_TEXTS, term_table
from hobby_profiles.language import pack

LABEL, TEXT = "label", "text"
"""What a keyword is read from."""

_LARGEST_SHARE = 0.1
_MOST_CANDIDATES = 8
_PAIR_BONUS = 1.5


def text_keywords(
    texts: pd.DataFrame, labels: pd.DataFrame, settings: KeywordSettings
) -> pd.DataFrame:
    """Choose the keywords of each text.

    Candidates are the accepted labels and the terms with the highest tf-idf against the catalogue
    (Salton and Buckley, 1988). A term that is a label in another inflection counts as that label.
    Salience is the geometric mean of how sure the source is (relevance of a label, tf-idf as a
    share of the text's best) and of how near the text is to the other texts that carry the
    keyword: what stands on everything ("gift", "basics") is near none of it.

    Args:
        texts: text_hash, and the columns of `settings.text_fields`.
        labels: text_hash, label, relevance: accepted labels.
        settings: Fields, lists and limits.

    Returns:
        text_hash, keyword, salience in [0, 1], source (`LABEL` or `TEXT`); sorted.
    """
    texts = texts.sort_values("text_hash", ignore_index=True)
    row_of = pd.Series(texts.index, index=texts["text_hash"])
    given = pd.DataFrame(
        {
            "text": row_of.reindex(labels["text_hash"]).to_numpy(),
            "keyword": labels["label"].to_numpy(),
            "prior": labels["relevance"].to_numpy(dtype=np.float64),
            "source": LABEL,
        }
    ).dropna(subset=["text"])
    given["keyword"] = given["keyword"].map(_one_form(given["keyword"]))
    names = text_lines(texts, settings.text_fields)
    terms = _salient_terms(names.phrases, given["keyword"].unique().tolist())
    found = pd.concat([given, terms], ignore_index=True).astype({"text": "int64"})
    found = found.sort_values(
        ["text", "keyword", "source", "prior"], ascending=[True, True, True, False]
    ).drop_duplicates(["text", "keyword"])
    known = found["keyword"].drop_duplicates()
    found = found[found["keyword"].isin(known[is_allowed(known.tolist(), texts, settings)])]
    model = load_embedding_model(settings.embedding_model, cache_dir=settings.cache_dir)
    centres = Centres.of(found, text_vectors(names.lines, model=model))
    fit = centres.fit(found)
    found = found.assign(salience=np.sqrt(found["prior"] * fit).clip(0, 1).round(6))
    # Labels first: people say them, and they hold near things together.
    found = found[found["salience"] > 0].sort_values(
        ["text", "source", "salience", "keyword"], ascending=[True, True, False, True]
    )
    found = found[found.groupby("text").cumcount() < settings.max_keywords]
    found["text_hash"] = texts["text_hash"].to_numpy()[found["text"]]
    columns = ["text_hash", "keyword", "salience", "source"]
    # An empty table must have the types of a full one, or a warehouse cannot join it.
    typed = found[columns].astype({"text_hash": "str", "keyword": "str", "source": "str"})
    return typed.sort_values(["text_hash", "keyword"], ignore_index=True)


def _one_form(labels: pd.Series) -> dict[str, str]:
    """Of labels that differ in a plural ending only, the most used one."""
    best: dict[tuple[str, ...], str] = {}
    uses = (
        labels.value_counts()
        .reset_index()
        .sort_values(["count", "keyword"], ascending=[False, True])
    )
    return {
        label: best.setdefault(pack().plain_words(label) or (label,), label)
        for label in uses["keyword"]
    }


def _salient_terms(phrases: Sequence[Sequence[str]], labels: list[str]) -> pd.DataFrame:
    """The best terms of each text by tf-idf; ``phrases`` holds a text's fields in turn."""
    owner = np.repeat(np.arange(len(phrases)), [len(fields) for fields in phrases])
    places = term_table([field for fields in phrases for field in fields])
    if places.empty:
        return pd.DataFrame({"text": [], "keyword": [], "prior": [], "source": []})
    places["text"] = owner[places["title"]]
    label_of = {pack().plain_words(label): label for label in reversed(labels)}
    uses = places.groupby(["term", "written"]).size().reset_index(name="count")
    best = uses.sort_values(["term", "count", "written"], ascending=[True, False, True])
    best = best.drop_duplicates("term")
    spoken = {
        term: label_of.get(tuple(term.split()), written)
        for term, written in zip(best["term"], best["written"], strict=True)
    }
    term, column_names = pd.factorize(places["term"], sort=True)
    counts = sparse.coo_array(
        (np.ones(len(term)), (places["text"], term)), shape=(len(phrases), len(column_names))
    ).tocsr()
    counts.sum_duplicates()
    texts_of = np.bincount(counts.indices, minlength=counts.shape[1])
    most = max(FEWEST_TEXTS, _LARGEST_SHARE * len(phrases))
    kept = (texts_of >= FEWEST_TEXTS) & (texts_of <= most)
    weights = TfidfTransformer(sublinear_tf=True).fit_transform(counts).tocoo()
    chosen = kept[weights.col]
    names = np.array([spoken[name] for name in column_names], dtype=object)
    pair = np.array([" " in name for name in column_names])
    found = pd.DataFrame(
        {
            "text": weights.row[chosen],
            "keyword": names[weights.col[chosen]],
            "prior": weights.data[chosen] * np.where(pair[weights.col[chosen]], _PAIR_BONUS, 1.0),
        }
    )
    found = found.sort_values(["text", "prior", "keyword"], ascending=[True, False, True])
    found = found.drop_duplicates(["text", "keyword"])
    found = found[found.groupby("text").cumcount() < _MOST_CANDIDATES]
    found["prior"] /= found.groupby("text")["prior"].transform("max")
    return found.assign(source=TEXT)
