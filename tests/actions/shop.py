"""A small design to edit."""

from __future__ import annotations

from uuid import UUID

from schemas.engine.changes import AddColumn, AddConstraint, AddTable, Change, RenameColumn
from schemas.engine.model import Column, ForeignKey, PrimaryKey, Table

USERS, ORDERS, USER_ID, EMAIL, NAME, ORDER_ID, BUYER, USERS_KEY, ORDERS_KEY, BUYER_KEY = (
    UUID(int=number) for number in range(1, 11)
)


def add_users() -> list[Change]:
    columns = (
        Column(id=USER_ID, name="id", type="bigint", nullable=False),
        Column(id=EMAIL, name="email", type="text"),
        Column(id=NAME, name="name", type="text"),
    )
    key = PrimaryKey(id=USERS_KEY, name="users_pkey", columns=(USER_ID,))
    return [AddTable(table=Table(id=USERS, name="users", columns=columns, constraints=(key,)))]


def add_orders() -> list[Change]:
    """Needs users."""
    columns = (
        Column(id=ORDER_ID, name="id", type="bigint", nullable=False),
        Column(id=BUYER, name="buyer", type="bigint"),
    )
    key = PrimaryKey(id=ORDERS_KEY, name="orders_pkey", columns=(ORDER_ID,))
    buyer = ForeignKey(
        id=BUYER_KEY,
        name="orders_buyer_fkey",
        columns=(BUYER,),
        target=USERS,
        target_columns=(USER_ID,),
    )
    table = Table(id=ORDERS, name="orders", columns=columns, constraints=(key,))
    return [AddTable(table=table), AddConstraint(table=ORDERS, constraint=buyer)]


def rename(column: UUID, name: str, *, was: str | None = None) -> list[Change]:
    return [RenameColumn(table=USERS, column=column, name=name, was=was)]


def add_column(id: int, name: str) -> list[Change]:
    return [AddColumn(table=USERS, column=Column(id=UUID(int=id), name=name, type="text"))]
