"""A small design with one of everything that the editor shows."""

from __future__ import annotations

from uuid import UUID

from schemas.engine.changes import AddConstraint, AddObject, AddTable, Change
from schemas.engine.model import (
    Attribute,
    Check,
    Column,
    CompositeType,
    Domain,
    EnumType,
    ForeignKey,
    Index,
    IndexKey,
    Kind,
    Policy,
    PrimaryKey,
    SqlObject,
    Table,
    Trigger,
    Unique,
    View,
)

(
    USERS,
    ORDERS,
    USER_ID,
    EMAIL,
    NAME,
    ORDER_ID,
    BUYER,
    STATE,
    USERS_KEY,
    ORDERS_KEY,
    EMAIL_KEY,
    BUYER_KEY,
    PAID_CHECK,
    STATE_INDEX,
    STATUS,
    CENTS,
    ADDRESS,
    SPENDERS,
    TOUCH,
    TOUCHED,
    OWN_ORDERS,
) = (UUID(int=number) for number in range(101, 122))

USERS_TABLE = Table(
    id=USERS,
    name="users",
    comment="Everyone with an account.",
    columns=(
        Column(id=USER_ID, name="id", type="bigint", nullable=False),
        Column(id=EMAIL, name="email", type="character varying(255)", nullable=False),
        Column(id=NAME, name="name", type="text", default="''::text"),
    ),
    constraints=(
        PrimaryKey(id=USERS_KEY, name="users_pkey", columns=(USER_ID,)),
        Unique(id=EMAIL_KEY, name="users_email_key", columns=(EMAIL,)),
    ),
)
ORDERS_TABLE = Table(
    id=ORDERS,
    name="orders",
    columns=(
        Column(id=ORDER_ID, name="id", type="bigint", nullable=False),
        Column(id=BUYER, name="buyer", type="bigint", nullable=False),
        Column(id=STATE, name="state", type="public.status"),
    ),
    constraints=(
        PrimaryKey(id=ORDERS_KEY, name="orders_pkey", columns=(ORDER_ID,)),
        Check(id=PAID_CHECK, name="orders_paid", expression="buyer > 0"),
    ),
    indexes=(
        Index(
            id=STATE_INDEX,
            name="orders_state_idx",
            keys=(IndexKey(column=STATE, descending=True), IndexKey(expression="abs(buyer)")),
        ),
    ),
    triggers=(
        Trigger(
            id=TOUCHED,
            name="touched",
            definition="CREATE TRIGGER touched BEFORE UPDATE ON public.orders "
            "FOR EACH ROW EXECUTE FUNCTION public.touch()",
        ),
    ),
    policies=(Policy(id=OWN_ORDERS, name="own orders", using="buyer = 1"),),
)
BUYS = ForeignKey(
    id=BUYER_KEY,
    name="orders_buyer_fkey",
    columns=(BUYER,),
    target=USERS,
    target_columns=(USER_ID,),
)
OBJECTS = (
    EnumType(id=STATUS, name="status", labels=("new", "paid")),
    Domain(id=CENTS, name="cents", type="bigint", nullable=False),
    CompositeType(id=ADDRESS, name="address", attributes=(Attribute(name="street", type="text"),)),
    SqlObject(
        id=TOUCH,
        kind=Kind.FUNCTION,
        schema="public",
        name="touch()",
        definition="CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql "
        "AS $$ BEGIN RETURN NEW; END $$",
    ),
    View(
        id=SPENDERS,
        name="spenders",
        definition="SELECT id FROM public.users",
        columns=(Attribute(name="id", type="bigint"),),
    ),
)


def open_the_shop() -> list[Change]:
    return [
        *(AddObject(object=thing) for thing in OBJECTS[:-1]),
        AddTable(table=USERS_TABLE),
        AddTable(table=ORDERS_TABLE),
        AddConstraint(table=ORDERS, constraint=BUYS),
        AddObject(object=OBJECTS[-1]),
    ]
