"""`manage.py up`: the database, Redis, the workers and the web server in one foreground process."""
