"""A small design for tests by example: who orders what, in which state."""

from __future__ import annotations

from uuid import UUID, uuid5

from schemas.engine.model import (
    Check,
    Column,
    EnumType,
    ForeignKey,
    Identity,
    Index,
    IndexKey,
    Kind,
    Namespace,
    Policy,
    PrimaryKey,
    Schema,
    Sequence,
    SqlObject,
    Table,
    Trigger,
    Unique,
    View,
)

_SPACE = UUID("5f0e3f4e-7f0a-4f5c-9a53-2f5f3d4a6b10")


def id_of(path: str) -> UUID:
    """The id of a thing by its path at first, such as `users.email`."""
    return uuid5(_SPACE, path)


def column(path: str, type: str, **fields: object) -> Column:
    name = path.partition(".")[2]
    return Column(id=id_of(path), name=name, **{"type": type, "nullable": False, **fields})


USERS = Table(
    id=id_of("users"),
    name="users",
    columns=(
        column("users.id", "bigint", identity=Identity()),
        column("users.email", "text"),
        column("users.age", "integer", nullable=True),
    ),
    constraints=(
        PrimaryKey(id=id_of("users_pkey"), name="users_pkey", columns=(id_of("users.id"),)),
        Unique(
            id=id_of("users_email_key"), name="users_email_key", columns=(id_of("users.email"),)
        ),
        Check(id=id_of("users_age_check"), name="users_age_check", expression="(age > 0)"),
    ),
    indexes=(
        Index(
            id=id_of("users_lower_idx"),
            name="users_lower_idx",
            keys=(IndexKey(expression="lower(email)"),),
        ),
    ),
)
ORDERS = Table(
    id=id_of("orders"),
    name="orders",
    columns=(
        column("orders.id", "integer", default="nextval('public.orders_id_seq'::regclass)"),
        column("orders.user_id", "bigint"),
        column("orders.state", "app.state", default="'new'::app.state"),
    ),
    constraints=(
        PrimaryKey(id=id_of("orders_pkey"), name="orders_pkey", columns=(id_of("orders.id"),)),
        ForeignKey(
            id=id_of("orders_user_id_fkey"),
            name="orders_user_id_fkey",
            columns=(id_of("orders.user_id"),),
            target=id_of("users"),
            target_columns=(id_of("users.id"),),
        ),
    ),
    indexes=(
        Index(
            id=id_of("orders_user_id_idx"),
            name="orders_user_id_idx",
            keys=(IndexKey(column=id_of("orders.user_id")),),
        ),
    ),
    triggers=(
        Trigger(
            id=id_of("touch_orders"),
            name="touch_orders",
            definition=(
                "CREATE TRIGGER touch_orders BEFORE UPDATE ON public.orders"
                " FOR EACH ROW EXECUTE FUNCTION public.touch()"
            ),
            depends_on=(id_of("touch"),),
        ),
    ),
    policies=(
        Policy(
            id=id_of("own_orders"),
            name="own_orders",
            using="(user_id = ( SELECT u.id FROM public.users u WHERE (u.email = CURRENT_USER)))",
        ),
    ),
)
SHOP = Schema(
    tables=(USERS, ORDERS),
    objects=(
        Namespace(id=id_of("app"), name="app"),
        EnumType(id=id_of("state"), name="state", schema="app", labels=("new", "paid")),
        Sequence(
            id=id_of("orders_id_seq"),
            name="orders_id_seq",
            owned_by=(id_of("orders"), id_of("orders.id")),
        ),
        View(
            id=id_of("adults"),
            name="adults",
            definition=" SELECT email\n   FROM public.users\n  WHERE age >= 18",
            depends_on=(id_of("users"),),
        ),
        SqlObject(
            id=id_of("touch"),
            kind=Kind.FUNCTION,
            name="touch()",
            schema="public",
            definition=(
                "CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql"
                " AS $$ begin insert into public.orders values (1); return new; end $$"
            ),
        ),
    ),
)
