"""Whoever is not signed in is led to sign in, whatever they ask for.

Views that are open to everybody say so with Django's `login_not_required`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django_htmx.http import HttpResponseClientRedirect

SIGNED_OUT = "You are signed out. Reload the page to sign in again."
SAFE = ("GET", "HEAD")


class SignInMiddleware(LoginRequiredMiddleware):
    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *arguments: Any
    ) -> HttpResponse | None:
        # An open view does not look at the session here: the database may be away.
        if not getattr(view, "login_required", True):
            return None
        return super().process_view(request, view, *arguments)

    def handle_no_permission(self, request: HttpRequest, view: Callable[..., Any]) -> HttpResponse:
        """A redirect for pages, one of the whole page for htmx, and 401 for what is no page."""
        if request.htmx:
            page = request.htmx.current_url_abs_path or settings.LOGIN_REDIRECT_URL
            return HttpResponseClientRedirect(redirect_to_login(page).url)
        if not request.accepts("text/html"):
            return JsonResponse({"message": SIGNED_OUT}, status=401)
        # What was posted is lost, and its address need not be one that can be looked at.
        page = request.get_full_path() if request.method in SAFE else settings.LOGIN_REDIRECT_URL
        return redirect_to_login(page)
