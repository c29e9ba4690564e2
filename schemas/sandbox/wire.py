"""One connection of the runner child to the sandbox server, bounded in what it keeps.

Uses libpq directly: a cursor would hold a whole result, and one row may have hundreds of
megabytes. Results come row by row and are dropped unless asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from psycopg import OperationalError, pq
from psycopg.conninfo import make_conninfo

from schemas.sandbox.limits import Limits

Row = list[str | None]
_CHUNK = 1000
"""Rows in one result: asking row by row costs more than the rows."""


class ServerLost(Exception):
    """The connection ended: the session was terminated or the server is gone."""


class ServerUnreachable(Exception):
    """There was no session to begin with."""


class TooMuch(Exception):
    """The answer to a query is larger than the limits allow."""


@dataclass(slots=True)
class Outcome:
    """What became of one statement; `sqlstate` is None when it went well."""

    sqlstate: str | None = None
    message: str = ""
    hint: str = ""
    position: int | None = None
    """In characters from 1, within the statement as sent."""
    rows: list[Row] = field(default_factory=list)


class Session:
    def __init__(self, door: dict[str, str], limits: Limits, *, settings: dict[str, str]) -> None:
        """`door` holds libpq's own parameters: host, dbname, user and their like."""
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self._limits = limits
        self._connection = pq.PGconn.connect(
            make_conninfo(
                **door, client_encoding="UTF8", connect_timeout=10, options=options
            ).encode()
        )
        if self._connection.status != pq.ConnStatus.OK:
            raise ServerUnreachable(_text(self._connection.error_message, limits))

    @property
    def server_version(self) -> int:
        """As PostgreSQL counts: 180006 is 18.6."""
        return self._connection.server_version

    @property
    def in_transaction(self) -> bool:
        return self._connection.transaction_status == pq.TransactionStatus.INTRANS

    def run(self, statement: str, *, keep_rows: bool = False) -> Outcome:
        """Run one statement to its end; raises ServerLost or TooMuch, never for its errors."""
        self.send(statement, keep_rows=keep_rows)
        return self.receive()

    def send(self, statement: str, *, keep_rows: bool = False) -> None:
        """Let the server begin; `receive` is then owed before the next statement."""
        try:
            self._connection.send_query(statement.encode())
        except OperationalError as error:
            raise ServerLost(str(error)) from error
        if keep_rows:
            self._connection.set_chunked_rows_mode(_CHUNK)
        else:
            self._connection.set_single_row_mode()

    def receive(self) -> Outcome:
        """What became of the statement sent; rows are kept if that was asked for."""
        outcome, kept = Outcome(), 0
        while result := self._connection.get_result():
            match result.status:
                case pq.ExecStatus.TUPLES_CHUNK:
                    rows = _rows(result)
                    kept += sum(len(value) + 16 for row in rows for value in row if value)
                    if kept > self._limits.rows_bytes:
                        raise TooMuch("the catalog")
                    outcome.rows += rows
                case pq.ExecStatus.FATAL_ERROR:
                    self._take_error(result, outcome)
                case pq.ExecStatus.COPY_IN:
                    self._connection.put_copy_end(b"rows are not taken")
                case pq.ExecStatus.COPY_OUT:
                    self._drain_copy()
        if self._connection.status != pq.ConnStatus.OK:
            raise ServerLost(outcome.message)
        return outcome

    def close(self) -> None:
        self._connection.finish()

    def _drain_copy(self) -> None:
        try:
            while self._connection.get_copy_data(0)[0] > 0:
                continue
        except OperationalError as error:
            raise ServerLost(str(error)) from error

    def _take_error(self, result: pq.abc.PGresult, outcome: Outcome) -> None:
        fields = pq.DiagnosticField
        message = result.error_field(fields.MESSAGE_PRIMARY) or result.error_message
        position = result.error_field(fields.STATEMENT_POSITION)
        outcome.sqlstate = _text(result.error_field(fields.SQLSTATE), self._limits) or "08006"
        outcome.message = _text(message, self._limits)
        outcome.hint = _text(result.error_field(fields.MESSAGE_HINT), self._limits)
        outcome.position = int(position) if position else None


def _rows(result: pq.abc.PGresult) -> list[Row]:
    columns = range(result.nfields)
    return [
        [_value(result.get_value(row, column)) for column in columns]
        for row in range(result.ntuples)
    ]


def _value(value: bytes | None) -> str | None:
    return None if value is None else value.decode("utf-8", "replace")


def _text(value: bytes | None, limits: Limits) -> str:
    return (value or b"")[: limits.message_characters * 4].decode("utf-8", "replace")[
        : limits.message_characters
    ]
