"""Finding a Chromium for the browser tests, and getting one where there is none.

`python -m tests.chromium` does both, and fails with one line when none can be had.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without these, Chromium looks for its maker's servers at every start and stalls where the
# network is closed; as root it has no sandbox of its own.
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class NoChromium(Exception):
    """What to do to get one."""


def find_chromium() -> str:
    """$CHROMIUM, else one on PATH, else Playwright's own; raises NoChromium."""
    if chosen := os.environ.get("CHROMIUM"):
        if shutil.which(chosen):
            return chosen
        raise NoChromium(f"CHROMIUM is {chosen!r}, which is no program.")
    for name in NAMES:
        if found := shutil.which(name):
            return found
    if (own := _of_playwright()).exists():
        return str(own)
    raise NoChromium(
        "The browser tests need Chromium, and there is none: install it, or set CHROMIUM to it."
    )


def _of_playwright() -> Path:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def install_chromium() -> None:
    """From Debian's packages, when this is Debian and we may."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("Installing Chromium from Debian's packages …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "chromium"]):
        subprocess.run(
            ["apt-get", "-qq", *arguments],
            env=environment,
            stdout=subprocess.DEVNULL,
            check=False,
        )


def main() -> None:
    try:
        find_chromium()
    except NoChromium:
        install_chromium()
    try:
        find_chromium()
    except NoChromium as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
