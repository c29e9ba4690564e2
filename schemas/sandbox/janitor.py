"""Removing what killed workers left on the disk.

A supervisor deletes its own directory in every ending but its own SIGKILL; directory names begin
with the worker's process id, so a directory whose worker is gone has no owner.
"""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from schemas.sandbox.places import Places

_UNUSED_TEMPLATE_SECONDS = 30 * 24 * 3600


def remove_leftovers(places: Places) -> list[Path]:
    """Delete job directories without a living worker; returns what was deleted."""
    left = [job for job in places.all_jobs if not _has_worker(job)]
    for job in left:
        shutil.rmtree(job, ignore_errors=True)
    return left


def remove_old_templates(places: Places, keep: Path) -> None:
    """Templates of versions and settings that nobody has started for a month."""
    oldest = time.time() - _UNUSED_TEMPLATE_SECONDS
    for template in places.templates.iterdir():
        if template.is_dir() and template != keep and template.stat().st_atime < oldest:
            shutil.rmtree(template, ignore_errors=True)


def _has_worker(job: Path) -> bool:
    process, _, _ = job.name.partition("-")
    if not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
