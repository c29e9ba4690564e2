"""Views, one file per resource: gate, form, action, answer."""
