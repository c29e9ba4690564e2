"""The web application and the Django project."""
