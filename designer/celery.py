"""The task queues: `default` for tasks that use the database, `sandbox` for tasks that run SQL.

Messages live in Redis and may be lost with it; the rows of the jobs are the truth, and
`requeue_stale_jobs` sends again what no worker has reported on lately.
"""

import os
import signal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from celery import Celery
from celery.signals import beat_embedded_init, worker_ready
from kombu import Queue

from schemas.sandbox.lifelines import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "designer.settings")

from django.conf import settings

# Past the soft limit a task may still say why it stops; past the hard one its process is killed.
SOFT_TIME_LIMIT = 15 * 60
TIME_LIMIT = SOFT_TIME_LIMIT + 30


def broker_url(redis_url: str) -> str:
    """Kombu's spelling of a redis-py address: sockets are `redis+socket://…?virtual_host=N`."""
    parts = urlsplit(redis_url)
    if parts.scheme != "unix":
        return redis_url
    number = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{parts.netloc}{parts.path}?virtual_host={number}"


app = Celery("tablewright")
app.conf.update(
    broker_url=broker_url(settings.REDIS_URL),
    broker_connection_retry_on_startup=True,
    # Redis hands a message out again when it was not acknowledged for this long.
    broker_transport_options={"visibility_timeout": TIME_LIMIT + 60},
    task_default_queue="default",
    task_queues=[Queue("default"), Queue("sandbox")],
    task_create_missing_queues=False,
    task_routes={"schemas.tasks.sandbox_*": {"queue": "sandbox"}},
    accept_content=["json"],
    task_serializer="json",
    task_compression="zlib",
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_soft_time_limit=SOFT_TIME_LIMIT,
    task_time_limit=TIME_LIMIT,
    # Every worker reads the same Redis, also those that run strangers' SQL: nobody takes commands.
    worker_enable_remote_control=False,
    worker_hijack_root_logger=False,
    beat_schedule={
        "take up jobs whose worker is gone": {
            "task": "schemas.tasks.requeue_stale_jobs",
            "schedule": 10.0,
            "options": {"expires": 10},
        },
    },
    beat_scheduler="celery.beat:Scheduler",
)
app.autodiscover_tasks(["schemas"])


@worker_ready.connect
def say_ready(**_: Any) -> None:
    """Tell the supervisor, if there is one, that this worker takes tasks."""
    if file := os.environ.get("READY_FILE"):
        Path(file).touch()


@beat_embedded_init.connect
def end_with_worker(**_: Any) -> None:
    """The clock runs in a child of the worker, which would go on when the worker is killed."""
    die_with_parent(signal.SIGTERM)
