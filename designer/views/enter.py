"""One-time sign-in links: what `manage.py up` prints, and what owners hand to colleagues."""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from designer.entrance import LOCAL_OWNER, holder_of, redeem
from designer.forms.entrance import WelcomeForm


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in; a link that was used or is too old is answered with 410.

    The local owner enters at once. Everybody else first chooses a password, and only that uses the
    link up: chat programs, which open links to show what is behind them, do not.
    """
    user = holder_of(token)
    if user is None:
        return _refused(request)
    if user.username == LOCAL_OWNER:
        return _let_in(request, token)
    form = WelcomeForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        chosen = form.cleaned_data
        return _let_in(request, token, name=chosen["name"], password=chosen["password1"])
    context = {"form": form, "guest": user}
    return render(request, "enter/welcome.html", context, status=422 if form.is_bound else 200)


def _let_in(request: HttpRequest, token: str, **chosen: str) -> HttpResponse:
    user = redeem(token, **chosen)
    if user is None:
        return _refused(request)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("home")


def _refused(request: HttpRequest) -> HttpResponse:
    return render(request, "enter/refused.html", status=410)
