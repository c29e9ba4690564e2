"""Which view answers which address."""

from django.urls import include, path

from designer.views.artifacts import artifacts, bundle, download, show_artifact
from designer.views.comparisons import pick, show_comparison
from designer.views.comparisons import scene as comparison_scene
from designer.views.editor import project
from designer.views.enter import enter
from designer.views.health import health
from designer.views.import_reviews import accept, discard
from designer.views.import_reviews import scene as import_scene
from designer.views.imports import new_import, show_import
from designer.views.jobs import job_events, show_job
from designer.views.members import change_role, members, new_link, remove
from designer.views.projects import new_project
from designer.views.trials import show_trial, trials
from designer.views.version_tables import show_table
from designer.views.versions import restore, show_version, versions
from designer.views.versions import scene as version_scene
from designer.views.workspaces import home, new_workspace, rename

WORKSPACE = "workspaces/<uuid:workspace_id>/"
MEMBERSHIP = "memberships/<uuid:membership_id>/"
PROJECT = "projects/<uuid:project_id>/"
IMPORT = "imports/<uuid:import_id>/"
BRANCH = "branches/<uuid:branch_id>/"
VERSION = "versions/<uuid:version_id>/"
COMPARISON = "versions/<uuid:base_id>/compare/<uuid:target_id>/"
ARTIFACT = f"{VERSION}artifacts/<slug:kind>/"
JOB = "jobs/<uuid:job_id>/"

urlpatterns = [
    path("", home, name="home"),
    path("accounts/", include("designer.account_urls")),
    path("enter/<str:token>", enter, name="enter"),
    path("health/", health, name="health"),
    path("workspaces/new/", new_workspace, name="new_workspace"),
    path(f"{WORKSPACE}name/", rename, name="workspace_name"),
    path(f"{WORKSPACE}members/", members, name="members"),
    path(f"{MEMBERSHIP}role/", change_role, name="member_role"),
    path(f"{MEMBERSHIP}removal/", remove, name="member_removal"),
    path(f"{MEMBERSHIP}link/", new_link, name="member_link"),
    path("projects/new/", new_project, name="new_project"),
    path(PROJECT, project, name="project"),
    path(f"{PROJECT}imports/new/", new_import, name="new_import"),
    path(f"{PROJECT}compare/", pick, name="compare"),
    path(IMPORT, show_import, name="import"),
    path(f"{IMPORT}scene/", import_scene, name="import_scene"),
    path(f"{IMPORT}acceptance/", accept, name="accept_import"),
    path(f"{IMPORT}removal/", discard, name="discard_import"),
    path(f"{BRANCH}versions/", versions, name="versions"),
    path(f"{BRANCH}trials/", trials, name="trials"),
    path(BRANCH, include("designer.editor_urls")),
    path(VERSION, show_version, name="version"),
    path(f"{VERSION}scene/", version_scene, name="version_scene"),
    path(f"{VERSION}tables/<uuid:object_id>/", show_table, name="version_table"),
    path(f"{VERSION}restore/", restore, name="restore_version"),
    path(COMPARISON, show_comparison, name="comparison"),
    path(f"{COMPARISON}scene/", comparison_scene, name="comparison_scene"),
    path(f"{VERSION}artifacts/", artifacts, name="artifacts"),
    path(f"{VERSION}artifacts/bundle.zip", bundle, name="artifact_bundle"),
    path(ARTIFACT, show_artifact, name="artifact"),
    path(f"{ARTIFACT}download/", download, name="artifact_download"),
    path("trials/<uuid:trial_id>/", show_trial, name="trial"),
    path(JOB, show_job, name="job"),
    path(f"{JOB}events/", job_events, name="job_events"),
]

handler400 = "designer.views.errors.bad_request"
handler403 = "designer.views.errors.forbidden"
handler404 = "designer.views.errors.not_found"
handler500 = "designer.views.errors.broken"
