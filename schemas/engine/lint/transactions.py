"""Transactions, time limits, and what is held while something else runs."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.effects.ledger import BLOCKS_WRITES, STRENGTH
from schemas.engine.errors import Severity
from schemas.engine.lint.indexes import is_concurrent
from schemas.engine.lint.rule import Example, Hit, Moment, rule
from schemas.engine.lint.session import can_join
from schemas.engine.plan.steps import Lock
from schemas.engine.read.statements import forms as f

_SQL = "ALTER TABLE app.visits ADD COLUMN country text;"


def _strong_lock(moment: Moment) -> Lock | None:
    """A lock on what others use that writers or readers wait for."""
    locks = (lock for lock in moment.effects.locks if STRENGTH[lock.mode] >= BLOCKS_WRITES)
    return max(locks, key=lambda lock: STRENGTH[lock.mode], default=None)


@rule(
    "mig/no-lock-timeout",
    Severity.NOTE,
    safer="SET lock_timeout = '2s'; and try again when it runs out.",
    bad=_SQL,
    good=f"SET lock_timeout = '2s'; {_SQL}",
)
def waits_for_ever(moment: Moment) -> Iterator[str]:
    lock = _strong_lock(moment)
    if lock and not isinstance(moment.form, f.Lock) and not moment.session.has_set("lock_timeout"):
        yield (
            f"It waits without end for {lock.mode} on {lock.object}, and everybody who comes "
            "later waits behind it."
        )


@rule(
    "mig/no-statement-timeout",
    Severity.NOTE,
    safer="SET statement_timeout = '5s';",
    bad=_SQL,
    good=f"SET statement_timeout = '5s'; {_SQL}",
)
def runs_for_ever(moment: Moment) -> Iterator[str]:
    lock = _strong_lock(moment)
    if lock and not moment.session.has_set("statement_timeout"):
        yield f"Nothing ends it while it holds {lock.mode} on {lock.object}."


@rule(
    "mig/no-idle-transaction-timeout",
    Severity.NOTE,
    safer="SET idle_in_transaction_session_timeout = '10s';",
    bad=_SQL,
    good=f"SET idle_in_transaction_session_timeout = '10s'; {_SQL}",
)
def idles_for_ever(moment: Moment) -> Iterator[str]:
    lock = _strong_lock(moment)
    if lock and not moment.session.has_set("idle_in_transaction_session_timeout"):
        yield f"A client that stops here keeps {lock.mode} on {lock.object} for ever."


@rule(
    "mig/statement-under-access-exclusive",
    Severity.WARNING,
    safer="Commit first; one such lock to a transaction, and nothing after it.",
    bad=f"BEGIN; {_SQL} SELECT count(*) FROM app.visits; COMMIT;",
    good=f"BEGIN; {_SQL} COMMIT; SELECT count(*) FROM app.visits;",
)
def under_lock(moment: Moment) -> Iterator[str]:
    held = moment.session.held.locked if moment.session.in_transaction else {}
    if held and not isinstance(moment.form, f.Transaction | f.Set):
        yield f"Nobody can read {next(iter(held))} until this is done too."


@rule(
    "mig/wide-lock-window",
    Severity.WARNING,
    safer="One table to a transaction.",
    bad=f"BEGIN; {_SQL} ALTER TABLE app.users ADD COLUMN age int; COMMIT;",
    good=f"{_SQL} ALTER TABLE app.users ADD COLUMN age int;",
)
def two_tables_locked(moment: Moment) -> Iterator[str]:
    held = moment.session.held.locked if moment.session.in_transaction else {}
    for lock in moment.effects.locks:
        is_other = STRENGTH[lock.mode] >= BLOCKS_WRITES and lock.object not in held
        if held and is_other:
            yield f"{lock.object} is locked while {next(iter(held))} still is."
            return


@rule(
    "mig/multiple-alter-table",
    Severity.NOTE,
    safer="ALTER TABLE takes several actions with commas between them.",
    bad=f"{_SQL} ALTER TABLE app.visits ADD COLUMN pages int;",
    good="ALTER TABLE app.visits ADD COLUMN country text, ADD COLUMN pages int;",
)
def altered_again(moment: Moment) -> Iterator[str]:
    form = moment.form
    if not isinstance(form, f.AlterRelation) or not any(can_join(a) for a in form.actions):
        return
    key = str(moment.world.key(form.name))
    if key in moment.session.joinable:
        yield f"{form.name} is locked, and perhaps read or written, once more."


@rule(
    "mig/transaction-nesting",
    Severity.WARNING,
    safer="Leave BEGIN and COMMIT to the one who runs the script.",
    bad=Example("BEGIN; SELECT 1; COMMIT;", in_transaction=True),
    good="BEGIN; SELECT 1; COMMIT;",
)
def nested(moment: Moment) -> Iterator[str]:
    form = moment.form
    if not isinstance(form, f.Transaction) or form.verb in ("SAVEPOINT", "PREPARE"):
        return
    if form.verb == "BEGIN" and moment.session.in_transaction:
        yield "A transaction is open already: PostgreSQL warns, and starts no other."
    elif form.verb != "BEGIN" and not moment.session.in_transaction:
        yield "No transaction is open: there is nothing to end."
    elif form.verb != "BEGIN" and moment.session.is_managed:
        yield "This ends the transaction of whoever runs the script."


@rule(
    "mig/uncommitted-transaction",
    Severity.ERROR,
    safer="COMMIT;",
    bad="BEGIN; SELECT 1;",
    good="BEGIN; SELECT 1; COMMIT;",
)
def never_committed(moment: Moment) -> Iterator[str]:
    session, form = moment.session, moment.form
    ends = isinstance(form, f.Transaction) and form.verb in ("COMMIT", "ROLLBACK", "PREPARE")
    begins = isinstance(form, f.Transaction) and form.verb == "BEGIN"
    is_open = begins or (session.in_transaction and not session.is_managed and not ends)
    if moment.is_last and is_open:
        yield "The script ends with its transaction open: nothing of it is kept."


@rule(
    "mig/explicit-commit",
    Severity.NOTE,
    safer="Leave COMMIT to the one who runs the script.",
    bad="INSERT INTO app.pages (id) VALUES (1); COMMIT;",
    good="INSERT INTO app.pages (id) VALUES (1);",
)
def commits(moment: Moment) -> Iterator[str]:
    if isinstance(moment.form, f.Transaction) and moment.form.verb == "COMMIT":
        yield "Whoever runs the script cannot take it back as a whole any more."


@rule(
    "mig/non-transactional-statement",
    Severity.NOTE,
    safer="Put it into a file of its own that is run without a transaction.",
    bad="VACUUM app.visits;",
    good="ANALYZE app.visits;",
)
def needs_no_transaction(moment: Moment) -> Iterator[str]:
    if _runs_alone(moment):
        yield "PostgreSQL refuses it inside a transaction block."


def _runs_alone(moment: Moment) -> bool:
    form = moment.form
    if isinstance(form, f.AddEnumValue):
        return moment.version < 12
    if isinstance(form, f.Create | f.Drop):
        is_global = form.kind in ("DATABASE", "TABLESPACE")
        return is_global or (isinstance(form, f.Drop) and form.concurrently)
    if isinstance(form, f.Reindex):
        return form.concurrently or form.kind in ("SCHEMA", "DATABASE", "SYSTEM")
    if isinstance(form, f.Cluster):
        return not form.name.name
    is_system = isinstance(form, f.Alter) and form.kind == "SYSTEM"
    return isinstance(form, f.Vacuum) or is_system or is_concurrent(form)


@rule(
    "mig/not-rerunnable",
    Severity.NOTE,
    safer="Write IF EXISTS or IF NOT EXISTS, or run all of it in one transaction.",
    bad="CREATE TABLE app.calls (id bigint); CREATE TABLE app.rings (id bigint);",
    good="CREATE TABLE IF NOT EXISTS app.calls (id bigint); "
    "CREATE TABLE IF NOT EXISTS app.rings (id bigint);",
)
def fails_when_run_again(moment: Moment) -> Iterator[Hit]:
    # CONCURRENTLY runs in no transaction, whatever is around it.
    if moment.session.in_transaction and not is_concurrent(moment.form):
        return
    if words := _missing_words(moment):
        yield Hit(f"If the script stops half way, running it again fails here: {words}.")


def _missing_words(moment: Moment) -> str:
    form = moment.form
    match form:
        case f.CreateTable():
            is_passing = form.is_temporary and form.on_commit_drop
            return "" if form.if_not_exists or is_passing else "IF NOT EXISTS is missing"
        case f.CreateIndex():
            return "" if form.if_not_exists or not form.name.name else "IF NOT EXISTS is missing"
        case f.Drop(if_exists=False):
            return "IF EXISTS is missing"
        case f.CreateView(is_materialized=True, if_not_exists=False):
            return "IF NOT EXISTS is missing"
        case f.Create(kind="SEQUENCE" | "SCHEMA" | "EXTENSION", if_not_exists=False):
            return "IF NOT EXISTS is missing"
        case f.AlterRelation() if form.kind == "TABLE":
            return next((w for a in form.actions if (w := _action_words(moment, a))), "")
        case f.AddEnumValue(if_not_exists=False):
            return "IF NOT EXISTS is missing"
        case _:
            return ""


def _action_words(moment: Moment, action: f.Action) -> str:
    match action:
        case f.AddColumn(if_not_exists=True):
            return ""
        case f.AddColumn():
            return "IF NOT EXISTS is missing"
        case f.DropColumn(if_exists=True) | f.DropConstraint(if_exists=True):
            return ""
        case f.DropColumn() | f.DropConstraint():
            return "IF EXISTS is missing"
        case f.AddConstraint(constraint=c) if c.name in moment.session.dropped_constraints:
            return ""
        case f.ValidateConstraint(name=name) if name in moment.session.known_constraints:
            return ""
        case _:
            return "there is no transaction around it"
