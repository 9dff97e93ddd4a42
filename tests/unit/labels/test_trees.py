"""Trees kept as arrays tell what scikit-learn's own tell."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from hobby_profiles.labels.embedded.trees import Trees


@pytest.mark.parametrize("rows", [60, 2_000])
def test_arrays_tell_what_the_library_tells(rows: int):
    random = np.random.default_rng(rows)
    features = random.normal(size=(rows, 6)).astype(np.float32)
    features[:, 2] = np.round(features[:, 2])
    noise = random.normal(size=rows)
    target = features[:, 0] * features[:, 1] + features[:, 2] + noise > 0
    trees = Trees.fit(features, target, trees=40, in_leaf=20)
    library = HistGradientBoostingClassifier(
        max_iter=40, learning_rate=0.1, max_leaf_nodes=16, min_samples_leaf=20,
        l2_regularization=5.0, early_stopping=False, random_state=0,
    ).fit(features, target)  # fmt: skip
    expected = library.predict_proba(features)[:, 1]
    assert np.allclose(trees.probability(features), expected, atol=1e-6)
    assert expected.std() > 0.05


def test_a_row_is_told_the_same_alone_and_in_company():
    random = np.random.default_rng(1)
    features = random.normal(size=(500, 4)).astype(np.float32)
    trees = Trees.fit(features, features[:, 0] > 0.2, trees=10, in_leaf=20)
    together = trees.probability(features)
    alone = np.concatenate([trees.probability(features[row : row + 1]) for row in range(50)])
    assert (together[:50] == alone).all()
