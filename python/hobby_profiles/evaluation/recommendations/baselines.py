"""Plain recommenders on the same split: popularity, neighbours, EASE, factors."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from hobby_profiles.core.errors import NotInstalledError
from hobby_profiles.core.vectors import top_positions

LISTED = 50
_NEIGHBOURS = 50
_RIDGE = 100.0
_FACTORS, _ROUNDS, _REGULARISATION, _ALPHA = 64, 15, 0.05, 10.0
_BLOCK = 512
_LARGEST = 8000

Lists = dict[str, list[str]]
"""Products by user, best first."""


class Baselines:
    """Recommenders made of who bought what.

    Args:
        known: user_id, product_id, order_count.
        with_known: Whether what a user has may be proposed again.
    """

    def __init__(self, known: pd.DataFrame, *, with_known: bool = False) -> None:
        row, users = pd.factorize(known["user_id"], sort=True)
        column, products = pd.factorize(known["product_id"], sort=True)
        self._users, self._products = list(users), np.asarray(products, dtype=object)
        shape = (len(users), len(products))
        self._bought = csr_matrix((np.ones(len(known)), (row, column)), shape=shape)
        self._orders = csr_matrix((known["order_count"], (row, column)), shape=shape)
        self._with_known = with_known

    def all(self) -> Iterator[tuple[str, Lists]]:
        """Yield the name and the lists of each."""
        counts = np.asarray(self._bought.sum(axis=0)).ravel()
        yield "popularity", self._lists(lambda rows: np.tile(counts, (len(rows), 1)))
        if self._with_known:
            small = counts / (counts.max() + 1)
            yield "own_frequency", self._lists(lambda rows: self._orders[rows].toarray() + small)
        if len(self._products) <= _LARGEST:
            gram = (self._bought.T @ self._bought).toarray()
            root = np.sqrt(counts)
            cosine = gram / np.outer(root, root)
            np.fill_diagonal(cosine, 0)
            near = _largest(cosine)
            yield "item_knn", self._lists(lambda rows: self._bought[rows] @ near)
            inverse = np.linalg.inv(gram + _RIDGE * np.eye(len(gram)))
            table = inverse / -np.diag(inverse)
            np.fill_diagonal(table, 0)
            yield "ease", self._lists(lambda rows: self._bought[rows] @ table)
            kept = _largest(table)
            yield "ease_top50", self._lists(lambda rows: self._bought[rows] @ kept)
        users, products = self._factors()
        yield "als", self._lists(lambda rows: users[rows] @ products.T)

    def _factors(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        try:
            from implicit.als import AlternatingLeastSquares
        except ModuleNotFoundError:
            raise NotInstalledError("implicit", "eval") from None
        model = AlternatingLeastSquares(
            factors=_FACTORS,
            iterations=_ROUNDS,
            regularization=_REGULARISATION,
            alpha=_ALPHA,
            random_state=0,
            num_threads=1,
        )
        model.fit(self._bought.astype(np.float32), show_progress=False)
        return model.user_factors, model.item_factors

    def _lists(self, score) -> Lists:  # type: ignore[no-untyped-def]
        found: Lists = {}
        for start in range(0, len(self._users), _BLOCK):
            rows = np.arange(start, min(start + _BLOCK, len(self._users)))
            scores = np.asarray(score(rows), dtype=np.float64)
            if not self._with_known:
                scores[self._bought[rows].toarray() > 0] = -np.inf
            best = top_positions(scores, LISTED)
            for row, places in zip(rows, best, strict=True):
                found[self._users[row]] = list(self._products[places])
        return found


def _largest(table: NDArray[np.float64]) -> NDArray[np.float64]:
    if len(table) <= _NEIGHBOURS:
        return table
    edge = np.partition(table, -_NEIGHBOURS, axis=0)[-_NEIGHBOURS]
    return np.where(table >= edge, table, 0.0)
