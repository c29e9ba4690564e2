"""A person's hands on the canvas: pointing at tables and columns by their names."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

from playwright.sync_api import Page, expect

from designer.scene import CARD_WIDTH, HEADER_HEIGHT, ROW_HEIGHT

_CARDS = """() => {
    const { tables } = document.querySelector("schema-canvas").editor.scene
    return [...tables.values()].map(
        ({ name, x, y, columns }) => ({ name, x, y, rows: columns.length })
    )
}"""
_TABLE = "name => [...editor.scene.tables.values()].find(table => table.name === name)"
_RECT = f"""([name, row]) => {{
    const editor = document.querySelector("schema-canvas").editor
    const table = ({_TABLE})(name)
    const box = document.querySelector("canvas[data-surface]").getBoundingClientRect()
    const index = table.columns.findIndex(column => column.name === row)
    const top = row === null ? table.y : table.y + 32 + 24 * index
    const {{ x, y, zoom }} = editor.camera
    return {{
        x: box.left + (table.x - x) * zoom, y: box.top + (top - y) * zoom,
        width: 240 * zoom, height: (row === null ? 32 : 24) * zoom,
    }}
}}"""
_EDGES = """() => {
    const { scene } = document.querySelector("schema-canvas").editor
    const name = (table, [column]) =>
        `${scene.tables.get(table).name}.${scene.column(table, column).name}`
    return [...scene.edges.values()].map(
        ({ from, to, fromColumns, toColumns }) =>
            `${name(from, fromColumns)} → ${name(to, toColumns)}`
    )
}"""


class Spot(NamedTuple):
    """A rectangle on the screen, in CSS pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def name(self) -> tuple[float, float]:
        """Where a name is written."""
        return self.x + self.width * 0.35, self.y + self.height / 2

    @property
    def type(self) -> tuple[float, float]:
        """Where a column's type is written."""
        return self.x + self.width * 0.8, self.y + self.height / 2

    @property
    def port(self) -> tuple[float, float]:
        """The dot beside a column that a relationship is drawn from."""
        return self.x + self.width, self.y + self.height / 2


class Card(NamedTuple):
    """What is drawn of a table, in world pixels."""

    name: str
    x: float
    y: float
    rows: int

    @property
    def bottom(self) -> float:
        return self.y + HEADER_HEIGHT + self.rows * ROW_HEIGHT

    def overlaps(self, other: Card) -> bool:
        beside = abs(self.x - other.x) >= CARD_WIDTH
        return not beside and self.y < other.bottom and other.y < self.bottom


class Diagram:
    """The canvas of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.canvas = page.locator("schema-canvas")
        expect(self.canvas).to_have_attribute("data-state", "ready")

    @property
    def cards(self) -> list[Card]:
        return [Card(**card) for card in self.page.evaluate(_CARDS)]

    @property
    def tables(self) -> set[str]:
        return {card.name for card in self.cards}

    def overlapping(self) -> list[tuple[str, str]]:
        """Names of cards that lie on each other."""
        pairs = combinations(self.cards, 2)
        return [(a.name, b.name) for a, b in pairs if a.overlaps(b)]

    def find(self, table: str) -> None:
        """Select a table by the palette, which also brings it near."""
        self.page.keyboard.press("Control+k")
        box = self.page.get_by_role("combobox", name="Find a table")
        box.fill(table)
        box.press("Enter")
        expect(self.page.locator("#inspector")).to_contain_text(table)

    def spot(self, table: str, column: str | None = None) -> Spot:
        """Where a header or a row is drawn."""
        return Spot(**self.page.evaluate(_RECT, [table, column]))

    def fit(self) -> None:
        """Show all tables, in what room the panels leave."""
        self.page.get_by_role("button", name="Show everything").click()

    def select(self, table: str, column: str | None = None) -> None:
        self.page.mouse.click(*self.spot(table, column).name)

    def drag_table(self, table: str, dx: float, dy: float) -> None:
        x, y = self.spot(table).name
        self._drag((x, y), (x + dx, y + dy))

    def draw_relationship(
        self, start: tuple[str, str], end: tuple[str, str] | tuple[str, None]
    ) -> None:
        """From the dot beside a column to another column, or to the header of a table."""
        self._drag(self.spot(*start).port, self.spot(*end).name)

    def add_column(self, table: str, name: str, type: str) -> None:
        self.canvas.focus()
        self.page.keyboard.press("c")
        self.canvas.get_by_label("Name of the new column").fill(name)
        self.canvas.get_by_label("Type of the new column").fill(type)
        self.page.keyboard.press("Enter")
        # The next empty line is offered: leaving it ends the adding.
        self.page.keyboard.press("Escape")

    def rename_column(self, table: str, column: str, name: str) -> None:
        self.page.mouse.dblclick(*self.spot(table, column).name)
        field = self.canvas.get_by_label(f"Name of column {column}")
        field.fill(name)
        field.press("Enter")
        self.page.keyboard.press("Escape")

    def change_type(self, table: str, column: str, type: str) -> None:
        self.page.mouse.dblclick(*self.spot(table, column).type)
        field = self.canvas.get_by_label(f"Type of column {column}")
        field.fill(type)
        field.press("Enter")
        self.page.keyboard.press("Escape")

    def expect_column(self, table: str, column: str, type: str, *, within: float = 5000) -> None:
        """Wait until a column is drawn with this type; `within` milliseconds."""
        self._wait_for_column(table, column, f"found?.type === {type!r}", within)

    def expect_no_column(self, table: str, column: str, *, within: float = 5000) -> None:
        self._wait_for_column(table, column, "found === undefined", within)

    def expect_saved(self) -> None:
        expect(self.page.locator("save-state[data-state='saved']")).to_be_visible()

    def expect_table(self, table: str, *, within: float = 5000) -> None:
        self._wait_for_table(table, "found !== undefined", within)

    def expect_no_table(self, table: str, *, within: float = 5000) -> None:
        self._wait_for_table(table, "found === undefined", within)

    @property
    def relationships(self) -> list[str]:
        """`books.author_id → authors.id`: from the column that refers."""
        return self.page.evaluate(_EDGES)

    def expect_relationships(self, *expected: str, within: float = 5000) -> None:
        self.page.wait_for_function(
            f"expected => JSON.stringify(({_EDGES})()) === JSON.stringify(expected)",
            arg=list(expected),
            timeout=within,
        )

    def _drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=4)
        mouse.move(*end, steps=4)
        mouse.up()

    def _wait_for_table(self, table: str, claim: str, within: float) -> None:
        self.page.wait_for_function(
            f"""name => {{
                const editor = document.querySelector("schema-canvas").editor
                const found = ({_TABLE})(name)
                return {claim}
            }}""",
            arg=table,
            timeout=within,
        )

    def _wait_for_column(self, table: str, column: str, claim: str, within: float) -> None:
        self.page.wait_for_function(
            f"""([name, column]) => {{
                const editor = document.querySelector("schema-canvas").editor
                const found = ({_TABLE})(name)?.columns.find(each => each.name === column)
                return {claim}
            }}""",
            arg=[table, column],
            timeout=within,
        )
