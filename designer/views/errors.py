"""What a browser sees when a request came to nothing."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

FORM_TOO_LARGE = "This is too much for a form. Save it as a file and upload that."
STALE_FORM = "This page was open for too long, or cookies are off. Go back, reload and try again."


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    sentence = FORM_TOO_LARGE if isinstance(exception, RequestDataTooBig) else ""
    return render(request, "errors/400.html", {"sentence": sentence}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", {"sentence": str(exception)}, status=403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The CSRF token is missing or old; `reason` is for developers."""
    return render(request, "errors/403.html", {"sentence": STALE_FORM}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    # Without the request: what broke may be what its context needs.
    return HttpResponse(render_to_string("errors/500.html"), status=500)
