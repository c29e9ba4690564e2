"""Filling in the forms of a panel as a browser would, from the HTML that the server sent."""

from __future__ import annotations

from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client

Values = dict[str, list[str]]


class Forms(HTMLParser):
    """Action of each form -> the values its fields have before anyone touches them."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.forms: dict[str, Values] = {}
        self._form: Values | None = None
        self._select = self._text = ""
        self.feed(response.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = self.forms.setdefault(given["action"], {})
        elif self._form is None:
            return
        elif tag == "input" and "name" in given:
            self._read_input(given)
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and self._select and "selected" in given:
            self._form.setdefault(self._select, []).append(given["value"])
        elif tag == "textarea":
            self._text = given["name"]
            self._form[self._text] = [""]

    def handle_data(self, data: str) -> None:
        if self._text and self._form is not None:
            self._form[self._text][0] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._text = ""

    def _read_input(self, given: dict[str, str]) -> None:
        is_box = given.get("type") == "checkbox"
        if is_box and "checked" not in given:
            return
        value = given.get("value", "on" if is_box else "")
        self._form.setdefault(given["name"], []).append(value)


def open_panel(client: Client, url: str) -> HttpResponse:
    return client.get(url, headers={"HX-Request": "true"})


def fill_in(
    client: Client, panel: HttpResponse, action: str, **values: str | list[str] | None
) -> HttpResponse:
    """Post the form with this action; a value of None unchecks or empties a field."""
    posted = dict(Forms(panel).forms[action])
    for name, value in values.items():
        posted[name] = [] if value is None else [value] if isinstance(value, str) else value
    return client.post(action, posted, headers={"HX-Request": "true"})
