"""What the use of two labels says: whether they stand side by side, whether products agree."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, diags

from hobby_profiles.language import pack

_MIN_TOGETHER = 3
_MIN_SHARE = 0.2
_CHUNK = 65_536
_DECIMALS = 6
_NO_LENGTH = 1e-12


def side_by_side(
    names: list[str], left: np.ndarray, right: np.ndarray, usage: pd.DataFrame | None
) -> np.ndarray:
    """Find pairs of labels that one reading gave to the same products, again and again.

    Who reads a product text and says both "knitting" and "crochet" means two things. A slip may
    say the same twice, so it takes three texts and a fifth of the rarer label's texts.

    Args:
        names: The labels, n of them.
        left: Positions of the pairs' first labels, shape (m,).
        right: Positions of their second ones, shape (m,).
        usage: label, text_hash; None if not known.

    Returns:
        Whether each pair is used side by side, shape (m,).
    """
    result = np.zeros(len(left), dtype=bool)
    if usage is None or usage.empty or not len(left):
        return result
    grid, _ = _grid(names, usage)
    together = (grid @ grid.T).tocsr()
    shared = np.asarray(together[left, right]).ravel()
    counts = np.asarray(grid.sum(axis=1)).ravel()
    rarer = np.minimum(counts[left], counts[right])
    result[:] = (shared >= _MIN_TOGETHER) & (shared >= _MIN_SHARE * rarer)
    return result


def product_agreement(
    names: list[str], left: np.ndarray, right: np.ndarray, usage: pd.DataFrame | None
) -> pd.DataFrame:
    """Compare the products that two labels sit on.

    Two forms of one hobby are found in the same categories, beside the same other labels, and on
    products whose titles share words, whether or not they are found on the same products.

    Args:
        names: The labels, n of them.
        left: Positions of the pairs' first labels, shape (m,).
        right: Positions of their second ones, shape (m,).
        usage: label, text_hash, product_name, category_path; None if not known. Without the last
            two columns nothing is compared.

    Returns:
        text_count (texts of the rarer label; 0 where nothing is known) and agreement in [0, 3]: the
        sum of the cosines of categories, companions and title words, rare ones counting more.
    """
    empty = pd.DataFrame({"text_count": np.zeros(len(left)), "agreement": np.zeros(len(left))})
    if usage is None or usage.empty or not len(left):
        return empty
    if not {"product_name", "category_path"}.issubset(usage.columns):
        return empty
    grid, texts = _grid(names, usage)
    counts = np.asarray(grid.sum(axis=1)).ravel()
    total = np.zeros(len(left))
    for profile in (
        _profile(grid @ _spread(texts["category_path"].fillna("").map(lambda path: [path]))),
        _profile(grid @ _spread(texts["product_name"].fillna("").map(_title_words))),
        _profile(grid @ grid.T, without_own=True),
    ):
        for start in range(0, len(left), _CHUNK):
            rows = slice(start, start + _CHUNK)
            products = profile[left[rows]].multiply(profile[right[rows]])
            total[rows] += np.asarray(products.sum(axis=1)).ravel()
    return pd.DataFrame(
        {"text_count": np.minimum(counts[left], counts[right]), "agreement": total.round(_DECIMALS)}
    )


def _grid(names: list[str], usage: pd.DataFrame) -> tuple[csr_matrix, pd.DataFrame]:
    """1 where a label sits on a text, and the texts, one row each."""
    used = usage.drop_duplicates(["label", "text_hash"]).sort_values(["text_hash", "label"])
    row = used["label"].map(pd.Series(np.arange(len(names)), index=names))
    used, row = used[row.notna()], row[row.notna()].astype("int64")
    codes, hashes = pd.factorize(used["text_hash"], sort=True)
    grid = csr_matrix(
        (np.ones(len(row), dtype=np.float64), (row.to_numpy(), codes)),
        shape=(len(names), len(hashes)),
    )
    return grid, used.drop_duplicates("text_hash").reset_index(drop=True)


def _title_words(title: str) -> list[str]:
    return sorted(pack().title_stems(title))


def _spread(values: pd.Series) -> csr_matrix:
    """1 where a text has a value, one column a value."""
    rows = np.repeat(np.arange(len(values)), values.map(len))
    codes, found = pd.factorize(np.array([one for some in values for one in some]), sort=True)
    return csr_matrix((np.ones(len(rows)), (rows, codes)), shape=(len(values), max(len(found), 1)))


def _profile(counts: csr_matrix, *, without_own: bool = False) -> csr_matrix:
    """Unit rows of damped counts; columns that few labels have count more."""
    profile = counts.tocsr().astype(np.float64)
    if without_own:
        profile.setdiag(0.0)
        profile.eliminate_zeros()
    profile.data = np.sqrt(profile.data)
    holders = np.bincount(profile.indices, minlength=profile.shape[1])
    profile = profile @ diags(np.log((1 + profile.shape[0]) / (1 + holders)))
    lengths = np.sqrt(np.asarray(profile.multiply(profile).sum(axis=1)).ravel())
    return (diags(1.0 / np.maximum(lengths, _NO_LENGTH)) @ profile).tocsr()
