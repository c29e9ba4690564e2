"""Which view answers which address."""

from django.urls import include, path

from designer.views.enter import enter

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("enter/<str:token>", enter, name="enter"),
]
