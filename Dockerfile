# One image for every process; docker-compose.yml says which one a container runs.
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=designer.settings
WORKDIR /app

COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock

COPY . .
RUN pip install --no-cache-dir --no-index --no-deps --no-build-isolation --editable . \
    && python manage.py collectstatic --noinput --verbosity 0

# PostgreSQL, which the sandbox worker starts, wants a user with a name.
RUN useradd --system --uid 10001 --home-dir /nonexistent tablewright
USER tablewright

EXPOSE 8000
CMD ["uvicorn", "designer.asgi:application", "--host", "0.0.0.0", "--port", "8000", \
     "--lifespan", "off", "--no-access-log", "--timeout-graceful-shutdown", "10"]
