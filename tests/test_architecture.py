"""Dependencies point one way, and the engine needs nothing but Python."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT: Path = settings.BASE_DIR
STDLIB = sys.stdlib_module_names

# Folder -> what its modules may import of this project.
MAY_IMPORT = {
    "schemas/engine": {"schemas.engine"},
    "schemas/sandbox": {"schemas.sandbox", "schemas.engine"},
    "schemas/models": {"schemas.models", "schemas.engine"},
    "schemas": {"schemas"},
}
SQLGLOT_READERS = {
    *("schemas/engine/read/sql/tokens.py", "schemas/engine/read/sql/expressions.py"),
    "schemas/engine/workload.py",
}


def imports(file: Path) -> Iterator[str]:
    """The full names of the modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports by a relative name."
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(module: str, packages: set[str]) -> bool:
    return any(f"{module}.".startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_a_layer_imports_only_what_lies_below_it(folder: str) -> None:
    files = list((ROOT / folder).rglob("*.py"))
    assert files
    for file in files:
        own = {name for name in imports(file) if is_within(name, {"schemas", "designer"})}
        wrong = {name for name in own if not is_within(name, MAY_IMPORT[folder])}
        assert not wrong, f"{file.relative_to(ROOT)} imports {wrong}."


def test_the_engine_imports_the_standard_library_alone() -> None:
    for file in (ROOT / "schemas/engine").rglob("*.py"):
        path = file.relative_to(ROOT).as_posix()
        allowed = {*STDLIB, "schemas", *(["sqlglot"] if path in SQLGLOT_READERS else [])}
        wrong = {name for name in imports(file) if name.partition(".")[0] not in allowed}
        assert not wrong, f"{path} imports {wrong}."


def test_the_sandbox_knows_nothing_of_django() -> None:
    for file in (ROOT / "schemas/sandbox").rglob("*.py"):
        assert not [name for name in imports(file) if is_within(name, {"django", "celery"})], file


def test_only_the_command_line_can_have_a_script_trusted() -> None:
    """What the web and its workers run, they run through modules that know of no superuser."""
    ways = {"schemas.sandbox.trusted", "schemas.sandbox.cluster.TrustedCluster"}
    files = [file for folder in ("schemas", "designer") for file in (ROOT / folder).rglob("*.py")]
    asking = {
        file.relative_to(ROOT).as_posix()
        for file in files
        if any(is_within(name, ways) for name in imports(file))
    }
    assert asking == {"schemas/sandbox/trusted.py", "designer/scripts.py", "designer/batch.py"}
    command_line = {"designer.scripts", "designer.batch"}
    reached_by = {
        file.relative_to(ROOT).as_posix()
        for file in files
        if any(is_within(name, command_line) for name in imports(file))
    }
    outside = {path for path in reached_by if not path.startswith("designer/management/commands/")}
    assert outside == {"designer/batch.py"}
