"""The people of a workspace: every member sees them, owners decide who they are."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from designer.access import membership_for, workspace_for
from designer.entrance import new_token
from designer.forms.members import AddMemberForm, RoleForm
from schemas.actions.memberships import add_member, end_links, remove_member
from schemas.actions.memberships import change_role as give_role
from schemas.engine.errors import Refused
from schemas.models import Membership, Role, Workspace


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, workspace_id: UUID) -> HttpResponse:
    """Everybody who belongs here; posting an address and a role adds somebody."""
    role = Role.OWNER if request.method == "POST" else Role.VIEWER
    workspace = workspace_for(request.user, workspace_id, role=role)
    form = AddMemberForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            membership = add_member(workspace, **form.cleaned_data, by=request.user)
        except Refused as error:
            form.add_error("email", str(error))
        else:
            return _added(request, membership)
    return _index(request, workspace, form)


@require_POST
def change_role(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    membership = membership_for(request.user, membership_id, role=Role.OWNER)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _index(request, membership.workspace, refused="Choose one of the roles.")
    try:
        give_role(membership, role=form.cleaned_data["role"], by=request.user)
    except Refused as error:
        return _index(request, membership.workspace, refused=str(error))
    return redirect("members", membership.workspace_id)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Asks first."""
    membership = membership_for(request.user, membership_id, role=Role.OWNER)
    context = {"membership": membership, "workspace": membership.workspace}
    if request.method != "POST":
        return render(request, "members/remove.html", context)
    try:
        remove_member(membership, by=request.user)
    except Refused as error:
        return _index(request, membership.workspace, refused=str(error))
    if membership.user_id == request.user.pk:
        return redirect("home")
    return redirect("members", membership.workspace_id)


@never_cache
@require_POST
def new_link(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Another first link for somebody who has not used theirs; the earlier ones end."""
    membership = membership_for(request.user, membership_id, role=Role.OWNER)
    try:
        guest = end_links(membership, by=request.user)
    except Refused as error:
        return _index(request, membership.workspace, refused=str(error))
    return _link(request, membership.workspace, guest)


def _added(request: HttpRequest, membership: Membership) -> HttpResponse:
    if not membership.has_entered:
        return _link(request, membership.workspace, membership.user)
    messages.success(request, f"{membership.user.email} is a member now.")
    return redirect("members", membership.workspace_id)


def _link(request: HttpRequest, workspace: Workspace, guest: User) -> HttpResponse:
    """The answer to the post itself: the link is on this one page and kept nowhere."""
    link = request.build_absolute_uri(reverse("enter", args=[new_token(guest)]))
    context = {"workspace": workspace, "guest": guest, "link": link}
    return render(request, "members/link.html", context)


def _index(
    request: HttpRequest,
    workspace: Workspace,
    form: AddMemberForm | None = None,
    *,
    refused: str = "",
) -> HttpResponse:
    form = form or AddMemberForm()
    context = {
        "workspace": workspace,
        "members": _listed(workspace),
        "is_owner": workspace.role_of(request.user) == Role.OWNER,
        "roles": Role,
        "form": form,
        "refused": refused,
    }
    status = 422 if form.is_bound or refused else 200
    return render(request, "members/index.html", context, status=status)


def _listed(workspace: Workspace) -> list[Membership]:
    """The strongest role first; `is_only_owner` marks the one who cannot go."""
    found = list(workspace.memberships.select_related("user"))
    owners = [each for each in found if each.role == Role.OWNER]
    for each in found:
        each.is_only_owner = owners == [each]
    ranks = list(Role)
    return sorted(found, key=lambda each: (-ranks.index(Role(each.role)), each.name.lower()))
