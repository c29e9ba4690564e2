"""Owners, privileges and default privileges, as objects attached to what they are about.

The roles that run scripts own what they make: only other owners are worth a word. Their own rights
are written as CURRENT_USER's, so that a design binds nobody to the names of a sandbox.
"""

from __future__ import annotations

# ruff: noqa: S608 -- what is put into these queries are constants.
from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from schemas.engine.model import (
    PUBLIC,
    Kind,
    Namespace,
    ObjectId,
    SqlObject,
    Table,
    TopLevel,
)
from schemas.engine.names import qualified, quote
from schemas.engine.privileges import (
    ALL,
    PUBLIC_GRANTEE,
    RUNNER,
    Holder,
    Rights,
    Target,
    given_rights,
    turning,
)
from schemas.engine.write.statements import grant_target, owner_target, set_owner
from schemas.sandbox.catalog.dependencies import Dependencies, Part
from schemas.sandbox.catalog.queries import FIRST_USER_OID
from schemas.sandbox.catalog.rows import Catalog, Oid, Row

Thing = Table | TopLevel
_NOBODY = UUID(int=0)
_BOOTSTRAP = 10
"""The oid of the superuser that initdb makes."""

# A reader is named like the role whose work it reads, and `_r`.
_RUNNERS = f"""
SELECT r.oid, r.rolname AS name, r.rolname || '_r' = current_user AS is_read FROM pg_roles r
WHERE r.oid = {_BOOTSTRAP} OR r.rolname || '_r' = current_user
   OR r.oid = (SELECT d.datdba FROM pg_database d WHERE d.datname = current_database())"""

_ACL = """
       (SELECT json_agg(json_build_object(
            'grantor', pg_get_userbyid(given.grantor), 'privilege', given.privilege_type,
            'grantee', CASE WHEN given.grantee <> 0 THEN pg_get_userbyid(given.grantee) END,
            'passed_on', given.is_grantable))
        FROM aclexplode({acl}) given) AS rights,
       (SELECT count(*) FROM aclexplode(acldefault({kind}, {owner})) usual
        WHERE usual.grantee = {owner}) AS most"""

_OWNED = f"""
SELECT o.class, o.oid, pg_get_userbyid(o.owner) AS owner, o.acl IS NOT NULL AS is_told,
       {_ACL.format(acl="o.acl", kind="o.kind", owner="o.owner")}
FROM (
    SELECT 'pg_class' AS class, c.oid, c.relowner AS owner, c.relacl AS acl,
           CASE WHEN c.relkind = 'S' THEN 's' ELSE 'r' END::"char" AS kind
    FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
    UNION ALL SELECT 'pg_proc', p.oid, p.proowner, p.proacl, 'f' FROM pg_proc p
    UNION ALL SELECT 'pg_namespace', n.oid, n.nspowner, n.nspacl, 'n' FROM pg_namespace n
    WHERE n.nspname <> 'public'
    UNION ALL SELECT 'pg_type', y.oid, y.typowner, y.typacl, 'T' FROM pg_type y
    LEFT JOIN pg_class r ON r.oid = y.typrelid
    WHERE y.typcategory <> 'A' AND y.typtype <> 'm' AND coalesce(r.relkind = 'c', true)
    UNION ALL SELECT 'pg_language', l.oid, l.lanowner, l.lanacl, 'l' FROM pg_language l
    UNION ALL SELECT 'pg_foreign_data_wrapper', w.oid, w.fdwowner, w.fdwacl, 'F'
    FROM pg_foreign_data_wrapper w
    UNION ALL SELECT 'pg_foreign_server', s.oid, s.srvowner, s.srvacl, 'S'
    FROM pg_foreign_server s
    UNION ALL SELECT 'pg_collation', x.oid, x.collowner, NULL, NULL FROM pg_collation x
    UNION ALL SELECT 'pg_conversion', x.oid, x.conowner, NULL, NULL FROM pg_conversion x
    UNION ALL SELECT 'pg_operator', x.oid, x.oprowner, NULL, NULL FROM pg_operator x
    UNION ALL SELECT 'pg_opclass', x.oid, x.opcowner, NULL, NULL FROM pg_opclass x
    UNION ALL SELECT 'pg_opfamily', x.oid, x.opfowner, NULL, NULL FROM pg_opfamily x
    UNION ALL SELECT 'pg_statistic_ext', x.oid, x.stxowner, NULL, NULL FROM pg_statistic_ext x
    UNION ALL SELECT 'pg_ts_dict', x.oid, x.dictowner, NULL, NULL FROM pg_ts_dict x
    UNION ALL SELECT 'pg_ts_config', x.oid, x.cfgowner, NULL, NULL FROM pg_ts_config x
    UNION ALL SELECT 'pg_event_trigger', x.oid, x.evtowner, NULL, NULL FROM pg_event_trigger x
    UNION ALL SELECT 'pg_publication', x.oid, x.pubowner, NULL, NULL FROM pg_publication x
    UNION ALL SELECT 'pg_subscription', x.oid, x.subowner, NULL, NULL FROM pg_subscription x
) o
WHERE o.oid >= {FIRST_USER_OID}
  AND (o.acl IS NOT NULL OR o.owner NOT IN (SELECT r.oid FROM ({_RUNNERS}) r)
       OR (o.class = 'pg_class' AND EXISTS (SELECT FROM pg_attribute a
                                            WHERE a.attrelid = o.oid AND a.attacl IS NOT NULL)))"""

_PUBLIC = f"""
SELECT n.oid, pg_get_userbyid(n.nspowner) AS owner, n.nspacl IS NOT NULL AS is_told,
       n.nspacl = i.initprivs AS is_first,
       coalesce((SELECT pg_get_userbyid(a.grantor) FROM aclexplode(i.initprivs) a LIMIT 1),
                'pg_database_owner') AS first_owner,
       {_ACL.format(acl="n.nspacl", kind="'n'", owner="n.nspowner")}
FROM pg_namespace n
LEFT JOIN pg_init_privs i ON i.objoid = n.oid AND i.classoid = 'pg_namespace'::regclass
WHERE n.nspname = 'public'"""

_COLUMNS = f"""
SELECT a.attrelid AS oid, a.attname AS name,
       {_ACL.format(acl="a.attacl", kind="'c'", owner="c.relowner")}
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE a.attacl IS NOT NULL AND a.attrelid >= {FIRST_USER_OID} AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum"""

_DEFAULTS_KIND = "CASE d.defaclobjtype WHEN 'S' THEN 's'::\"char\" ELSE d.defaclobjtype END"
_DEFAULTS = f"""
SELECT d.oid, pg_get_userbyid(d.defaclrole) AS owner, n.nspname AS schema,
       d.defaclobjtype AS type,
       {_ACL.format(acl="d.defaclacl", kind=_DEFAULTS_KIND, owner="d.defaclrole")}
FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace"""

QUERIES = {
    "runners": _RUNNERS,
    "owned": _OWNED,
    "public_schema": _PUBLIC,
    "column_privileges": _COLUMNS,
    "default_privileges": _DEFAULTS,
}

_COLUMN_RIGHTS = 4
"""SELECT, INSERT, UPDATE, REFERENCES: what ALL means for a column."""
_DEFAULT_NOUNS = {
    "r": "TABLES",
    "S": "SEQUENCES",
    "f": "FUNCTIONS",
    "T": "TYPES",
    "n": "SCHEMAS",
    "L": "LARGE OBJECTS",
}


def read_attachments(
    catalog: Catalog, dependencies: Dependencies, things: Iterable[Thing]
) -> Iterator[SqlObject]:
    yield from _Reader(catalog, dependencies, things).all()


class _Reader:
    def __init__(
        self, catalog: Catalog, dependencies: Dependencies, things: Iterable[Thing]
    ) -> None:
        self._catalog = catalog
        self._holders = dependencies.holders | _namespaces(catalog)
        self._things = {thing.id: thing for thing in things}
        runners = catalog.plain("runners")
        self._runners = {row["name"] for row in runners}
        self._read = {row["name"] for row in runners if row["is_read"]}
        self._identity = {row["relation"]: row for row in catalog.identity_sequences.values()}
        self._columns: dict[Oid, list[Row]] = defaultdict(list)
        for row in catalog.plain("column_privileges"):
            self._columns[row["oid"]].append(row)

    def all(self) -> Iterator[SqlObject]:
        found: list[SqlObject] = []
        for row in self._catalog.plain("owned"):
            found += self._of_row(row)
        for row in self._catalog.plain("public_schema"):
            found += self._of_public(row)
        found += [self._of_defaults(row) for row in self._catalog.plain("default_privileges")]
        yield from sorted(found, key=lambda one: (one.kind, one.name))

    def _of_row(self, row: Row) -> Iterator[SqlObject]:
        part = row["class"], row["oid"]
        if part in self._catalog.extension_of:
            return
        if row["class"] == "pg_class" and row["oid"] in self._identity:
            yield from self._of_identity(row)
            return
        thing = self._things.get(self._holders.get(part, _NOBODY))
        if thing is None:
            return
        needed: tuple[ObjectId, ...] = (thing.id,)
        if row["owner"] not in self._runners:
            owner = self._owner(thing, quote(row["owner"]))
            yield owner
            needed = (*needed, owner.id)
        if target := grant_target(thing):
            yield from self._privileges(row, target, needed)

    def _of_identity(self, row: Row) -> Iterator[SqlObject]:
        """The sequence behind an identity column belongs to the column, but for its privileges."""
        sequence = self._catalog.relations[row["oid"]]
        table = self._catalog.relation_id(self._identity[row["oid"]]["owner"])
        target = f"SEQUENCE {qualified(sequence['schema'], sequence['name'])}"
        yield from self._privileges(row, target, (table,))

    def _of_public(self, row: Row) -> Iterator[SqlObject]:
        """The schema that is there from the start, with an owner and privileges of its own."""
        thing = next((t for t in self._things.values() if _is_public(t)), None)
        if thing is None:
            return
        needed: tuple[ObjectId, ...] = (thing.id,)
        if row["owner"] not in {row["first_owner"], *self._read}:
            owner = self._owner(thing, self._role(row["owner"]))
            yield owner
            needed = (*needed, owner.id)
        if not row["is_first"]:
            told = row if row["is_told"] else {**row, "rights": _only_owner(row["owner"])}
            yield from self._privileges(told, "SCHEMA public", needed)

    def _owner(self, thing: Thing, role: str) -> SqlObject:
        target = owner_target(thing)
        name = f"OF {target}"
        return SqlObject(
            id=self._catalog.id_of("owner", name),
            kind=Kind.OWNER,
            name=name,
            definition=set_owner(target, role),
            depends_on=(thing.id,),
        )

    def _privileges(
        self, row: Row, target: str, needed: tuple[ObjectId, ...]
    ) -> Iterator[SqlObject]:
        about = Target(target, owner=self._role(row["owner"]))
        given = given_rights(about)
        rights = self._rights(row, row["most"]) if row["is_told"] or row["rights"] else given
        for column in self._columns.get(row["oid"], ()):
            name = quote(column["name"])
            rights = {**rights, **self._rights({**row, **column}, _COLUMN_RIGHTS, column=name)}
        definition = ";\n".join(turning(about, given, rights))
        if definition:
            name = f"ON {target}"
            yield SqlObject(
                id=self._catalog.id_of("privileges", name),
                kind=Kind.PRIVILEGES,
                name=name,
                definition=definition,
                depends_on=needed,
            )

    def _of_defaults(self, row: Row) -> SqlObject:
        of_role = "" if row["owner"] in self._runners else f"FOR ROLE {quote(row['owner'])} "
        in_schema = f"IN SCHEMA {quote(row['schema'])} " if row["schema"] else ""
        prefix = f"ALTER DEFAULT PRIVILEGES {of_role}{in_schema}"
        about = Target(_DEFAULT_NOUNS[row["type"]], self._role(row["owner"]), prefix)
        rights = self._rights(row, row["most"])
        name = f"{of_role}{in_schema}ON {about.on}"
        needed = (self._catalog.id_of("namespace", row["schema"]),) if row["schema"] else ()
        return SqlObject(
            id=self._catalog.id_of("default privileges", name),
            kind=Kind.DEFAULT_PRIVILEGES,
            name=name,
            definition=";\n".join(turning(about, given_rights(about), rights)),
            depends_on=needed,
        )

    def _rights(self, row: Row, most: int, *, column: str = "") -> Rights:
        """In the order in which PostgreSQL keeps them."""
        rights: dict[Holder, dict[str, bool]] = {}
        owner = self._role(row["owner"])
        for entry in row["rights"] or ():
            grantee = PUBLIC_GRANTEE if entry["grantee"] is None else self._role(entry["grantee"])
            grantor = self._role(entry["grantor"])
            holder = Holder(
                "" if grantee == owner else grantee, column, "" if grantor == owner else grantor
            )
            held = rights.setdefault(holder, {})
            held[entry["privilege"]] = entry["passed_on"]
        return {
            # The only right to a function or type has a name of its own for all but the owner.
            holder: held if most == 1 and holder.grantee else _all_of(held, most)
            for holder, held in rights.items()
        }

    def _role(self, name: str) -> str:
        return RUNNER if name in self._runners else quote(name)


def _namespaces(catalog: Catalog) -> dict[Part, ObjectId]:
    rows = catalog.own("namespaces", "pg_namespace")
    return {("pg_namespace", row["oid"]): catalog.id_of("namespace", row["name"]) for row in rows}


def _all_of(held: dict[str, bool], most: int) -> dict[str, bool]:
    is_all = len(held) == most and len(set(held.values())) == 1
    return {ALL: next(iter(held.values()))} if is_all else held


def _is_public(thing: Thing) -> bool:
    return isinstance(thing, Namespace) and thing.name == PUBLIC


def _only_owner(owner: str) -> list[Row]:
    return [
        {"grantor": owner, "grantee": owner, "privilege": privilege, "passed_on": False}
        for privilege in ("USAGE", "CREATE")
    ]
