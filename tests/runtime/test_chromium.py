"""Which browser the tests use, and what they say when there is none."""

from pathlib import Path

import pytest

from tests import chromium


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without any browser; returns the one folder on its PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(chromium, "_of_playwright", lambda: tmp_path / "none")
    return tmp_path


def program(folder: Path, name: str) -> str:
    file = folder / name
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    return str(file)


def test_the_variable_goes_before_what_is_on_path(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = program(bare, "chromium")
    assert chromium.find_chromium() == found
    chosen = program(bare, "my-own")
    monkeypatch.setenv("CHROMIUM", chosen)
    assert chromium.find_chromium() == chosen


def test_a_wrong_variable_is_no_reason_to_take_another(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(bare, "chromium")
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    with pytest.raises(chromium.NoChromium, match="CHROMIUM is '/no/such/browser'"):
        chromium.find_chromium()


def test_without_any_the_run_ends_with_one_line(
    bare: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        chromium.main()
    assert str(ended.value).startswith("The browser tests need Chromium")
    assert capsys.readouterr().out == ""
