"""One community as columns: referenced tables on the left of those that reference them.

A layering (Sugiyama) gives the first columns; tall ones are split so that the community has a
pleasant shape; then boxes change places as long as lines get shorter, which draws a hub to the
middle of its many children. At last each column is levelled with its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schemas.engine.layout.geometry import Box, Edges, Id, Point

_GAP_X = 112.0
_GAP_Y = 40.0
_ASPECT = 1.25
_SAME_COLUMN = 480.0
"""Cost of a line that must leave and enter on the same side, in units of length."""
_BACKWARDS = 140.0
_COLUMN_PASSED = 180.0
"""Cost of each column of cards that a line runs behind."""
_PASSES = 6
_LEVELLINGS = 8


def arrange(boxes: Sequence[Box[Id]], members: Sequence[int], edges: Edges) -> dict[int, Point]:
    """Corners of the members, whose edges are given by index into all boxes."""
    columns = _Columns({i: (boxes[i].width, boxes[i].height) for i in members}, edges)
    columns.fill()
    columns.improve()
    return columns.corners()


class _Columns:
    def __init__(self, sizes: Mapping[int, tuple[float, float]], edges: Edges) -> None:
        self._sizes = sizes
        self._edges = edges
        self._lines: dict[int, list[tuple[int, bool]]] = {i: [] for i in sizes}
        for child, parent in edges:
            self._lines[child].append((parent, True))
            self._lines[parent].append((child, False))
        area = sum((w + _GAP_X) * (h + _GAP_Y) for w, h in sizes.values())
        tallest: float = max(h for _, h in sizes.values())
        self._height: float = max((area / _ASPECT) ** 0.5, tallest + _GAP_Y)
        self._pitch = max(w for w, _ in sizes.values()) + _GAP_X
        self._columns: list[list[int]] = []
        self._column_of: dict[int, int] = {}
        self._middle: dict[int, float] = {}

    # First columns

    def fill(self) -> None:
        layers: dict[int, list[int]] = {}
        for node, layer in _layers(self._sizes, self._edges).items():
            layers.setdefault(layer, []).append(node)
        for layer in sorted(layers):
            self._columns += self._split(layers[layer])
        self._stack()
        for _ in range(4):
            self._sort_columns()

    def _split(self, layer: list[int]) -> Iterator[list[int]]:
        """As few columns of about equal height as keep within the height of the community."""
        heights = [self._sizes[i][1] + _GAP_Y for i in layer]
        share = sum(heights) / -(-sum(heights) // self._height)
        column: list[int] = []
        filled = 0.0
        for node, height in zip(layer, heights, strict=True):
            if column and filled + height / 2 > share:
                yield column
                column, filled = [], 0.0
            column.append(node)
            filled += height
        yield column

    def _stack(self) -> None:
        """Columns on a common middle line, boxes close together."""
        self._columns = [column for column in self._columns if column]
        for number, column in enumerate(self._columns):
            y = -self._column_height(column) / 2
            for node in column:
                height = self._sizes[node][1]
                self._column_of[node] = number
                self._middle[node] = y + height / 2
                y += height + _GAP_Y

    def _column_height(self, column: Sequence[int]) -> float:
        return sum(self._sizes[i][1] + _GAP_Y for i in column) - _GAP_Y

    def _sort_columns(self) -> None:
        """Each box at the height of what it is joined to: few crossings (barycentre method)."""
        for column in self._columns:
            column.sort(key=lambda i: (self._wanted_middle(i), self._middle[i], i))
        self._stack()

    def _wanted_middle(self, node: int) -> float:
        near = self._lines[node]
        if not near:
            return self._middle[node]
        return sum(self._middle[other] for other, _ in near) / len(near)

    # Better columns

    def improve(self) -> None:
        best, arrangement = self._cost(), [column[:] for column in self._columns]
        for _ in range(_PASSES):
            self._swap_all()
            self._move_all()
            self._sort_columns()
            cost = self._cost()
            if cost >= best - 1.0:
                break
            best, arrangement = cost, [column[:] for column in self._columns]
        self._columns = arrangement
        self._stack()

    def _cost(self) -> float:
        lines = sum(self._line_cost(child, parent, True) for child, parent in self._edges)
        return lines + sum(self._overflow(column) for column in self._columns)

    def _overflow(self, column: Sequence[int], extra: float = 0.0) -> float:
        return 4.0 * max(0.0, self._column_height(column) + extra - self._height)

    def _line_cost(self, node: int, other: int, is_child: bool) -> float:
        return self._distance(
            self._column_of[node] - self._column_of[other],
            self._middle[node] - self._middle[other],
            is_child,
        )

    def _distance(self, columns: int, rise: float, is_child: bool) -> float:
        """Cost of a line over so many columns; `is_child` when it is seen from its child."""
        if columns == 0:
            return abs(rise) + _SAME_COLUMN
        backwards = _BACKWARDS if (columns < 0) == is_child else 0.0
        behind = (abs(columns) - 1) * _COLUMN_PASSED
        return abs(columns) * self._pitch + abs(rise) + backwards + behind

    def _cost_of(self, node: int) -> float:
        return sum(self._line_cost(node, other, child) for other, child in self._lines[node])

    def _swap_all(self) -> None:
        nodes = sorted(self._sizes)
        for position, first in enumerate(nodes):
            for second in nodes[position + 1 :]:
                if self._lines[first] or self._lines[second]:
                    self._swap_if_shorter(first, second)
        self._collect()

    def _swap_if_shorter(self, first: int, second: int) -> None:
        before = self._cost_of(first) + self._cost_of(second)
        self._exchange(first, second)
        if self._cost_of(first) + self._cost_of(second) >= before - 1.0:
            self._exchange(first, second)

    def _exchange(self, a: int, b: int) -> None:
        column, middle = self._column_of, self._middle
        column[a], column[b] = column[b], column[a]
        middle[a], middle[b] = middle[b], middle[a]

    def _move_all(self) -> None:
        """Each box to the column where its lines are shortest, unless that gets too tall."""
        for node in sorted(self._sizes):
            here = self._column_of[node]
            there = min(
                range(len(self._columns)), key=lambda c: (self._cost_in(node, c), c != here)
            )
            if there != here:
                self._columns[here].remove(node)
                self._columns[there].append(node)
                self._column_of[node] = there
                self._middle[node] = self._wanted_middle(node)
        self._collect()

    def _cost_in(self, node: int, column: int) -> float:
        middle = self._wanted_middle(node)
        if self._column_of[node] == column:
            middle = self._middle[node]
            grown = 0.0
        else:
            grown = self._overflow(self._columns[column], self._sizes[node][1] + _GAP_Y)
        lines = sum(
            self._distance(column - self._column_of[other], middle - self._middle[other], child)
            for other, child in self._lines[node]
        )
        return lines + grown

    def _collect(self) -> None:
        """Columns from where each box now is, from top to bottom."""
        columns: list[list[int]] = [[] for _ in self._columns]
        for node in sorted(self._sizes, key=lambda i: (self._middle[i], i)):
            columns[self._column_of[node]].append(node)
        self._columns = columns
        self._stack()

    # Corners

    def corners(self) -> dict[int, Point]:
        for _ in range(_LEVELLINGS):
            for column in self._columns:
                self._level(column)
        corners: dict[int, Point] = {}
        x = 0.0
        for column in self._columns:
            width = max(self._sizes[i][0] for i in column)
            for node in column:
                corners[node] = Point(x, self._middle[node] - self._sizes[node][1] / 2)
            x += width + _GAP_X
        return corners

    def _level(self, column: Sequence[int]) -> None:
        """As near as can be to the wanted heights in this order (pool adjacent violators)."""
        offsets, y = [], 0.0
        for node in column:
            height = self._sizes[node][1]
            offsets.append(y + height / 2)
            y += height + _GAP_Y
        pools: list[tuple[float, int]] = []
        for node, offset in zip(column, offsets, strict=True):
            mean, size = self._wanted_middle(node) - offset, 1
            while pools and pools[-1][0] > mean:
                previous, count = pools.pop()
                mean = (mean * size + previous * count) / (size + count)
                size += count
            pools.append((mean, size))
        shifts = [mean for mean, size in pools for _ in range(size)]
        for node, offset, shift in zip(column, offsets, shifts, strict=True):
            self._middle[node] = offset + shift


def _layers(nodes: Mapping[int, tuple[float, float]], edges: Edges) -> dict[int, int]:
    """Longest path from a node that references nothing; lines that close a circle are ignored."""
    parents: dict[int, list[int]] = {node: [] for node in nodes}
    for child, parent in edges:
        parents[child].append(parent)
    layers: dict[int, int] = {}
    open_nodes: set[int] = set()
    for start in sorted(nodes):
        stack = [start]
        while stack:
            node = stack[-1]
            if node in layers:
                stack.pop()
                continue
            open_nodes.add(node)
            waiting = [p for p in parents[node] if p not in layers and p not in open_nodes]
            if waiting:
                stack.append(waiting[0])
                continue
            stack.pop()
            open_nodes.discard(node)
            layers[node] = max((layers[p] + 1 for p in parents[node] if p in layers), default=0)
    return layers
