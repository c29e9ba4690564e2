"""The one-time sign-in link that `manage.py up` prints."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from designer.entrance import redeem


@never_cache
@require_GET
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Sign the local owner in; a link that was used or is too old is answered with 410."""
    owner = redeem(token)
    if owner is None:
        return render(request, "enter/refused.html", status=410)
    login(request, owner, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("/")
