"""Django's settings. Everything that differs between machines comes from environment variables.

DATABASE_URL          postgresql://user:password@host:port/name, or postgresql://user@/name?host=/socket/folder
REDIS_URL             redis://:password@host:port/0, or unix://:password@/path/to/socket?db=0
SECRET_KEY            signs sessions and one-time links
ALLOWED_HOSTS         host names, separated by commas; the loopback names without it
CSRF_TRUSTED_ORIGINS  https://… origins of a proxy, separated by commas
HTTPS                 1 behind a proxy that ends TLS and sets X-Forwarded-Proto
OPEN_SIGNUP           1 lets anyone make an account; without it only owners of workspaces can
DEBUG                 1 shows tracebacks and serves static files as they are on disk
TABLEWRIGHT_ROLE      web or worker; set by whoever starts the process
TABLEWRIGHT_STATE     where `manage.py up` keeps its state; .tablewright without it

While `manage.py up` runs here, commands started by hand find its servers without any of them.
A sandbox worker has none of them but REDIS_URL: it neither sees the database nor the key.
"""

import os
from pathlib import Path

from designer.environment import database, flag, names
from designer.runtime.running import running_environment

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = {**running_environment(BASE_DIR), **os.environ}
ROLE = ENVIRONMENT.get("TABLEWRIGHT_ROLE", "")
ADDRESS = ENVIRONMENT.get("TABLEWRIGHT_ADDRESS", "")

DEBUG = flag(ENVIRONMENT, "DEBUG")
SECRET_KEY = ENVIRONMENT.get("SECRET_KEY", "")
ALLOWED_HOSTS = names(ENVIRONMENT, "ALLOWED_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = names(ENVIRONMENT, "CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "allauth",
    "allauth.account",
    "schemas",
    "designer",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "designer.csp.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "designer.signing_in.SignInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "designer.urls"
ASGI_APPLICATION = "designer.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "designer.csp.csp_nonce",
            ],
        },
    },
]

# Rows and the shared cache

DATABASES = database(ENVIRONMENT, pooled=ROLE == "web")
REDIS_URL = ENVIRONMENT.get("REDIS_URL", "")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "cache",
        # Workers that run strangers' SQL can write to this Redis; a pickle read from it would be
        # theirs to run here.
        "OPTIONS": {"serializer": "designer.environment.JsonSerializer"},
    }
}
# A paste of SQL arrives as a form field; larger scripts are files, which have limits of their own.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024

# Accounts

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "designer.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
OPEN_SIGNUP = flag(ENVIRONMENT, "OPEN_SIGNUP")
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# What the browser is told

CONTENT_SECURITY_POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
HTTPS = flag(ENVIRONMENT, "HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "designer.views.errors.stale_form"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_AGE = 30 * 24 * 3600
X_FRAME_OPTIONS = "DENY"

STATIC_URL = "/static/"
STATIC_ROOT = Path(ENVIRONMENT.get("STATIC_ROOT", BASE_DIR / ".static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "designer.assets.AssetStorage"
    },
}

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO" if DEBUG else "WARNING"},
}
