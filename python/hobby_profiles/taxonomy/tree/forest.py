"""A mutable tree of nodes: what clustering produces and pruning, shaping and coherence edit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hobby_profiles.taxonomy.base import Vectors

NO_PARENT = -1


@dataclass
class Forest:
    """Nodes 0 to ``leaf_count - 1`` are leaves, the others inner; ``root`` is never shown.

    Attributes:
        leaf_count: Number of leaves.
        parent: Parent of each node; ``NO_PARENT`` for the root and for nodes no longer in use.
        children: Children of each node, empty for leaves.
        height: Mean cosine distance at which a node's children were joined; 0 for leaves.
        guide_name: Name of the reviewed area a node was made for, if any.
    """

    leaf_count: int
    parent: list[int] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)
    height: list[float] = field(default_factory=list)
    guide_name: dict[int, str] = field(default_factory=dict)
    root: int = NO_PARENT

    def add(self, children: list[int], *, height: float) -> int:
        """Add an inner node over nodes that have no parent yet, and return it."""
        node = len(self.parent)
        self.parent.append(NO_PARENT)
        self.children.append(list(children))
        self.height.append(height)
        for child in children:
            self.parent[child] = node
        return node

    def is_leaf(self, node: int) -> bool:
        """Whether a node is a leaf."""
        return node < self.leaf_count

    def detach(self, node: int) -> None:
        """Take a node with its subtree off its parent."""
        self.children[self.parent[node]].remove(node)
        self.parent[node] = NO_PARENT

    def attach(self, node: int, parent: int) -> None:
        """Put a detached node under a parent."""
        self.children[parent].append(node)
        self.parent[node] = parent

    def move(self, node: int, parent: int) -> None:
        """Put a node with its subtree under another parent."""
        self.detach(node)
        self.attach(node, parent)

    def dissolve(self, node: int) -> None:
        """Remove an inner node; its children take its place under its parent."""
        parent = self.parent[node]
        place = self.children[parent].index(node)
        self.children[parent][place : place + 1] = self.children[node]
        for child in self.children[node]:
            self.parent[child] = parent
        self.parent[node] = NO_PARENT
        self.children[node] = []

    def regroup(self, node: int, groups: list[tuple[list[int], float]]) -> list[int]:
        """Put new inner nodes between a node and some of its children.

        Args:
            node: The node whose children are grouped.
            groups: Members and height of each new node; children in no group stay where they are.

        Returns:
            The new nodes, in the order of ``groups``.
        """
        grouped = {child for members, _ in groups for child in members}
        self.children[node] = [child for child in self.children[node] if child not in grouped]
        made = []
        for members, height in groups:
            made.append(self.add(members, height=height))
            self.attach(made[-1], node)
        return made

    def inner(self) -> list[int]:
        """Inner nodes in use below the root, parents before children."""
        return [node for node in self.walk() if not self.is_leaf(node)]

    def walk(self) -> Iterator[int]:
        """Every node in use below the root, parents before children."""
        waiting = list(reversed(self.children[self.root]))
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(self.children[node]))

    def leaves(self, node: int) -> list[int]:
        """Leaves under a node; a leaf is its own only leaf."""
        if self.is_leaf(node):
            return [node]
        found: list[int] = []
        waiting = [node]
        while waiting:
            for child in self.children[waiting.pop()]:
                (found if self.is_leaf(child) else waiting).append(child)
        return sorted(found)

    def depth(self, node: int) -> int:
        """Number of nodes from the top level down to a node; 1 at the top level."""
        depth = 0
        while node != self.root:
            node = self.parent[node]
            depth += 1
        return depth

    def sums(self, vectors: Vectors) -> NDArray[np.float64]:
        """Sum of the vectors of the leaves under each node, shape (number of nodes, dimensions)."""
        total = np.zeros((len(self.parent), vectors.shape[1]))
        total[: self.leaf_count] = vectors
        for node in reversed(list(self.walk())):
            if self.parent[node] != self.root:
                total[self.parent[node]] += total[node]
        return total

    def tidy(self) -> None:
        """Remove inner nodes with one child or none, and order children by their first leaf."""
        for node in reversed(self.inner()):
            if not self.children[node]:
                self.detach(node)
            elif len(self.children[node]) == 1:
                self.dissolve(node)
        first = {node: node for node in range(self.leaf_count)}
        for node in [*reversed(list(self.walk())), self.root]:
            if not self.is_leaf(node) and self.children[node]:
                self.children[node].sort(key=first.__getitem__)
                first[node] = first[self.children[node][0]]
