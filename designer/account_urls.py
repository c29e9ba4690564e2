"""The account pages in use, out of all that allauth has.

Nobody's e-mail address is checked, so nobody may add or change one: it could be somebody else's.
"""

from allauth.account import views
from django.urls import path

KEY = "password/reset/key/<uidb36>-<key>/"

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path(KEY, views.password_reset_from_key, name="account_reset_password_from_key"),
]
