"""From scored pairs to groups: who is merged with whom, without chains."""

from __future__ import annotations

import numpy as np
import pandas as pd


def group_pairs(
    product_counts: np.ndarray, labels: list[str], pairs: pd.DataFrame, min_score: float
) -> tuple[np.ndarray, np.ndarray]:
    """Group labels around representatives.

    The merging is a star: pairs are taken best first, and two groups are joined only if the pair
    model also accepts the representative of the joint group with every member of both. So a ~ b
    and b ~ c never bring a and c together unless a ~ c, or whoever represents them, holds too.

    Args:
        product_counts: Products a label sits on, shape (n,).
        labels: The labels, shape (n,), used to break ties.
        pairs: left, right (positions), score; every pair that may merge.
        min_score: Least score of a pair that merges.

    Returns:
        The position of each label's representative, and the position in ``pairs`` of the row that
        links the label to it (-1 for a representative), both of shape (n,).
    """
    accepted = pairs[pairs["score"] >= min_score]
    score: dict[tuple[int, int], tuple[float, int]] = {}
    for row, left, right, value in zip(
        accepted.index, accepted["left"], accepted["right"], accepted["score"], strict=True
    ):
        score[int(left), int(right)] = score[int(right), int(left)] = (float(value), int(row))

    def strength(position: int) -> tuple[float, int, str]:
        return -float(product_counts[position]), len(labels[position]), labels[position]

    head = list(range(len(labels)))
    members = {position: [position] for position in head}
    order = sorted(
        {(min(pair), max(pair)) for pair in score},
        key=lambda pair: (-score[pair][0], labels[pair[0]], labels[pair[1]]),
    )
    for left, right in order:
        first, second = head[left], head[right]
        if first == second:
            continue
        if strength(second) < strength(first):
            first, second = second, first
        if all((first, member) in score for member in members[second]):
            for member in members[second]:
                head[member] = first
            members[first].extend(members.pop(second))
    link = [score[head[i], i][1] if head[i] != i else -1 for i in range(len(labels))]
    return np.asarray(head, dtype=np.int64), np.asarray(link, dtype=np.int64)
