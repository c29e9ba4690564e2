# Needs Python 3.11 or later for `make run`, and a Redis server where none comes along (see README);
# `make test` fetches a Chromium where there is none.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test check format lock corpus bench fuzz

help:
	@echo "make run      start Tablewright here (PORT=8000 chooses the port)"
	@echo "make test     run every test, browser ones included"
	@echo "make check    format, lint, types and migrations"
	@echo "make corpus   measure the round trip on a folder of schemas (CORPUS=folder)"
	@echo "make bench    measure speed"
	@echo "make fuzz     look much longer for schemas and texts that break a law"

# The stamp is what was installed and where: same locks in the same place means nothing to do.
stamp = { pwd; cat pyproject.toml $(1); }
define install
	@test -n "$(PYTHON)" || { echo "Tablewright needs Python 3.11 or later: install it, or say PYTHON=/path/to/python3."; exit 1; }
	@$(BIN)/python -c '' 2>/dev/null || { rm -rf .venv && "$(PYTHON)" -m venv .venv; }
	@if ! $(call stamp,$(1)) | cmp -s - .venv/$(1).stamp; then \
		echo "Installing $(1) into .venv ..."; \
		$(PIP) install --require-hashes -r $(1) && \
		$(PIP) install --no-index --no-deps --no-build-isolation --editable . && \
		$(call stamp,$(1)) > .venv/$(1).stamp; \
	fi
endef

setup:
	$(call install,requirements.lock)

# The development lock holds all of the other one.
setup-dev:
	$(call install,requirements-dev.lock)
	@$(call stamp,requirements.lock) > .venv/requirements.lock.stamp

run: setup
	@exec $(BIN)/python manage.py up

test: setup-dev
	@$(BIN)/python -m tests.chromium
	@$(BIN)/pytest $(ARGS)

check: setup-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@if [ -d templates ]; then find templates -name '*.html' -exec $(BIN)/djade --check --target-version 5.2 {} +; fi
	@$(BIN)/mypy
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@export PATH="$(CURDIR)/$(BIN):$$PATH"; \
	cmp -s package-lock.json node_modules/.stamp || { npm ci --silent --no-audit --no-fund && cp package-lock.json node_modules/.stamp; } && \
	node_modules/.bin/tsc --project tsconfig.json

format: setup-dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
	@if [ -d templates ]; then find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} +; fi

# Universal locks serve Python 3.11 to 3.14; `uv` is needed only here.
COMPILE := uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--custom-compile-command "make lock" --no-emit-index-url --no-emit-find-links
lock:
	@$(COMPILE) $(ARGS) pyproject.toml --output-file requirements.lock
	@$(COMPILE) $(ARGS) --group dev --constraints requirements.lock pyproject.toml --output-file requirements-dev.lock

CORPUS ?= ../shared/corpus/dev
corpus: setup
	@$(BIN)/python -m bench.corpus $(CORPUS) $(ARGS)

bench: setup-dev
	@$(BIN)/python -m bench $(ARGS)
	@$(BIN)/python -m bench.sandbox
	@$(BIN)/python -m bench.rows
	@$(BIN)/python -m bench.scale

fuzz: setup-dev
	@$(BIN)/pytest -m hypothesis --hypothesis-profile fuzz $(ARGS)
