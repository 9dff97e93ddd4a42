"""The coherence pass: misfits are moved, equal siblings merged, repeating parents collapsed.

Everything it does is recorded, so that the tree can be audited.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from hobby_profiles.core.vectors import Vectors, unit_rows
from hobby_profiles.taxonomy.tree.forest import Forest
from hobby_profiles.taxonomy.tree.settings import TreeSettings

_DECIMALS = 6
# A child with more than this share of its parent's leaves says the same again.
_HEAVY_SHARE = 0.5
# Sibling groups are one from this cosine of their centroids on.
_SAME_COSINE = 0.92
# A leaf moves to another group that is nearer by more than this cosine.
_MOVE_MARGIN = 0.1
# A leaf beside groups joins one that it fits better than this share of the group's members do.
_USUAL = 0.25


@dataclass(frozen=True)
class Step:
    """One change of the tree.

    Attributes:
        what: ``moved``, ``merged`` or ``collapsed``.
        node: The node of the forest that carries the result.
        from_topic: What was changed, by the most used label under it.
        to_topic: What it was changed into, likewise.
        why: The evidence, in words and numbers.
    """

    what: str
    node: int
    from_topic: str
    to_topic: str
    why: str

    def as_record(self) -> dict[str, str]:
        """The step as it is stored beside its topic."""
        record = asdict(self)
        del record["node"]
        return record


@dataclass(frozen=True)
class PlaceCase:
    """A topic whose place is in doubt.

    Attributes:
        topic: The topic, by its most used label.
        parent: The group it is in, likewise.
        alternatives: Other groups it could be in.
    """

    topic: str
    parent: str
    alternatives: tuple[str, ...]


PlaceReferee = Callable[[Sequence[PlaceCase]], Sequence[str | None]]
"""Says under which of the groups offered each topic belongs; None where it cannot tell."""


class CoherencePass:
    """Edits a forest in place and remembers what it did."""

    def __init__(
        self,
        forest: Forest,
        vectors: Vectors,
        labels: Sequence[str],
        counts: NDArray[np.int64],
        settings: TreeSettings,
        referee: PlaceReferee | None = None,
    ) -> None:
        """Prepare the pass.

        Args:
            forest: The tree.
            vectors: Unit rows of the leaves, shape (leaf_count, dimensions).
            labels: Labels of the leaves.
            counts: Products of the leaves.
            settings: The fan-out that merging must keep to.
            referee: Has the last word on each move, for example a language model; None: the
                cosines decide.
        """
        self._forest = forest
        self._vectors = vectors
        self._labels = labels
        self._counts = counts
        self._settings = settings
        self._referee = referee
        self.steps: list[Step] = []

    def collapse(self) -> None:
        """Dissolve a child that holds most of its parent's leaves, and so says the same again.

        Average linkage grows caterpillars: one large cluster that takes in leaf after leaf.
        """
        forest = self._forest
        for node in reversed(forest.inner()):
            parent = forest.parent[node]
            if parent == forest.root or node in forest.guide_name:
                continue
            held, all_held = len(forest.leaves(node)), len(forest.leaves(parent))
            if held > _HEAVY_SHARE * all_held:
                why = f"the child held {held} of the {all_held} topics of its parent"
                self._record("collapsed", parent, self._about(node), self._about(parent), why)
                forest.dissolve(node)

    def merge_siblings(self) -> None:
        """Join inner siblings whose centroids all but coincide, as long as the children fit.

        Branches stay apart: there would be fewer than were asked for.
        """
        forest = self._forest
        for parent in forest.inner():
            groups = [
                child
                for child in forest.children[parent]
                if not forest.is_leaf(child) and child not in forest.guide_name
            ]
            if len(groups) < 2:
                continue
            centres = self._centres(groups)
            cosines = (centres @ centres.T).round(_DECIMALS)
            gone: set[int] = set()
            for left in range(len(groups)):
                for right in range(left + 1, len(groups)):
                    first, second = groups[left], groups[right]
                    together = len(forest.children[first]) + len(forest.children[second])
                    if (
                        {first, second} & gone
                        or cosines[left, right] < _SAME_COSINE
                        or together > self._settings.tree_max_children
                    ):
                        continue
                    why = f"cosine of the two groups {cosines[left, right]:.2f}"
                    self._record("merged", first, self._about(second), self._about(first), why)
                    for child in list(forest.children[second]):
                        forest.move(child, first)
                    forest.height[first] = max(forest.height[first], forest.height[second])
                    forest.detach(second)
                    gone.add(second)

    def move_leaves(self) -> None:
        """Move leaves to the sibling group of their own branch that they clearly fit better.

        A leaf that stands beside groups joins the one it fits as well as that group's members do; a
        leaf inside a group goes to another group whose centroid is nearer by a margin.
        """
        forest = self._forest
        for parent in [forest.root, *forest.inner()]:
            groups = [child for child in forest.children[parent] if not forest.is_leaf(child)]
            groups = [group for group in groups if self._holds_leaves(group)]
            if not groups or any(group in forest.guide_name for group in groups):
                continue
            sums = np.stack(
                [self._vectors[forest.leaves(group)].sum(axis=0) for group in groups]
            ).astype(np.float64)
            centres = unit_rows(sums)
            usual = [
                float(np.quantile(self._vectors[forest.leaves(group)] @ centre, _USUAL).round(6))
                for group, centre in zip(groups, centres, strict=True)
            ]
            moves: list[tuple[int, int, str]] = []
            beside = [child for child in forest.children[parent] if forest.is_leaf(child)]
            for leaf in beside:
                fits = (centres @ self._vectors[leaf]).round(_DECIMALS)
                best = int(fits.argmax())
                if fits[best] >= usual[best]:
                    moves.append((leaf, groups[best], f"cosine to the group {fits[best]:.2f}"))
            for place, group in enumerate(groups):
                for leaf in [child for child in forest.children[group] if forest.is_leaf(child)]:
                    if leaf in beside or len(forest.children[group]) <= 2:
                        continue
                    own = sums[place] - self._vectors[leaf]
                    here = float(own @ self._vectors[leaf]) / max(float(np.linalg.norm(own)), 1e-9)
                    fits = (centres @ self._vectors[leaf]).round(_DECIMALS)
                    best = int(fits.argmax())
                    if best != place and fits[best] > here + _MOVE_MARGIN:
                        why = f"cosine to the group {fits[best]:.2f}, to its old one {here:.2f}"
                        moves.append((leaf, groups[best], why))
            for leaf, group, why in self._confirmed(moves):
                self._move(leaf, group, why)

    def _confirmed(self, moves: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        """The moves that the referee agrees with, if there is one."""
        if self._referee is None or not moves:
            return moves
        parent = self._forest.parent
        said = self._referee(
            [
                PlaceCase(self._about(leaf), self._about(parent[leaf]), (self._about(group),))
                for leaf, group, _ in moves
            ]
        )
        return [
            move for move, place in zip(moves, said, strict=True) if place == self._about(move[1])
        ]

    def _move(self, leaf: int, group: int, why: str) -> None:
        """Move a leaf, if the group has room and the old one keeps two children."""
        forest = self._forest
        source = forest.parent[leaf]
        is_beside = source == forest.parent[group]
        if not self._has_room(group) or (not is_beside and len(forest.children[source]) <= 2):
            return
        self._record("moved", leaf, self._about(source), self._about(group), why)
        forest.move(leaf, group)

    def _has_room(self, group: int) -> bool:
        return len(self._forest.children[group]) < self._settings.tree_max_children

    def _holds_leaves(self, group: int) -> bool:
        return any(self._forest.is_leaf(child) for child in self._forest.children[group])

    def _centres(self, nodes: list[int]) -> Vectors:
        forest = self._forest
        sums = [self._vectors[forest.leaves(node)].sum(axis=0) for node in nodes]
        return unit_rows(np.stack(sums))

    def _about(self, node: int) -> str:
        """A node by its reviewed area, or by the most used label under it."""
        if node == self._forest.root:
            return "the top level"
        if node in self._forest.guide_name:
            return self._forest.guide_name[node]
        leaves = self._forest.leaves(node)
        most = max(leaves, key=lambda leaf: (int(self._counts[leaf]), -leaf))
        name = self._labels[most]
        return name if len(leaves) == 1 else f"{name} and {len(leaves) - 1} more"

    def _record(self, what: str, node: int, source: str, target: str, why: str) -> None:
        self.steps.append(Step(what, node, source, target, why))
