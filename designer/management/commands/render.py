"""`tablewright render SCHEMA.sql --to KIND`: a schema as SQL, a diagram, documentation or code."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from designer.scripts import FINE, ScriptCommand, add_format, add_script, add_trusted, title_of
from schemas.engine.errors import Refused
from schemas.engine.write import ARTIFACTS
from schemas.engine.write.ddl import write_ddl


class Command(ScriptCommand):
    help = "Writes a schema in another form."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_script(parser, "schema")
        add_format(parser)
        parser.add_argument("--to", choices=ARTIFACTS, required=True)
        parser.add_argument("-o", "--output", metavar="DIR", help="write a file into this folder")
        add_trusted(parser)
        parser.add_argument(
            "--owners",
            action="store_true",
            help="with --to postgres: also who owns what, as far as --trusted has read it",
        )

    def work(
        self, *, schema: str, to: str, output: str | None, owners: bool, **options: Any
    ) -> int:
        artifact = ARTIFACTS[to]
        title = title_of(schema)
        design = self.read_schema(schema)
        if owners and to == "postgres":
            text = write_ddl(design, include_owners=True)
        else:
            text = artifact.render(design, title)
        if output is None:
            self.stdout.write(text, ending="" if text.endswith("\n") else "\n")
            return FINE
        try:
            Path(output).mkdir(parents=True, exist_ok=True)
            (Path(output) / artifact.filename).write_text(text, encoding="utf-8")
        except OSError as error:
            raise Refused(f"{output} cannot be written: {error.strerror}.") from error
        return FINE
