"""Which view answers which address."""

from django.urls import include, path

from designer.views.editor import project
from designer.views.enter import enter

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("enter/<str:token>", enter, name="enter"),
    path("projects/<uuid:project_id>/", project, name="project"),
    path("branches/<uuid:branch_id>/", include("designer.editor_urls")),
]
