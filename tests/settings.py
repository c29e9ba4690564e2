"""The project's settings, with the test run's own servers."""

import os

from tests.servers import DATABASE_URL, REDIS_URL

os.environ["TABLEWRIGHT_ROLE"] = "tests"
os.environ["DATABASE_URL"] = DATABASE_URL
os.environ["REDIS_URL"] = REDIS_URL
os.environ["SECRET_KEY"] = "for tests only"

from designer.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests of single pages find static files where they are, without collecting them first.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
