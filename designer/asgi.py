"""The application that an ASGI server runs."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "designer.settings")
django_application = get_asgi_application()

from django.conf import settings  # noqa: E402
from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler  # noqa: E402

from designer.assets import Assets  # noqa: E402
from designer.uploads import SizeGate  # noqa: E402

application = SizeGate(
    ASGIStaticFilesHandler(django_application) if settings.DEBUG else Assets(django_application)
)
