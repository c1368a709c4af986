# Every task of the project. `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# A file of tests stays in one process, for its fixtures' sake; conftest.py puts the quick files first.
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
DOCS ?= seeds/documents
HOST ?= 127.0.0.1
PORT ?= 8000
COUNT ?= 20000
SEED ?= 1

help: ## list the tasks
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/' | expand -t 22
	@echo
	@echo '  make run DOCS=folder PORT=8000 ingests and serves a folder of your own'

$(VENV)/.run: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo 'Python 3.11 or newer is needed: install python3.11 and python3.11-venv.'; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'Python 3.11 or newer is needed; name one with: make PYTHON=/path/to/python3.11'; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) \
	  || { rm -rf $(VENV); echo 'No virtual environment could be made: install python3-venv and try again.'; exit 1; }
	$(PIP) install --quiet --requirement requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(PIP) install --quiet --requirement requirements-dev.lock
	@touch $@

setup: $(VENV)/.run ## make the environment in .venv

run: $(VENV)/.run ## migrate, ingest DOCS (the sample documents) and serve on PORT
	@test -e "$(DOCS)" || { echo 'There is no folder $(DOCS): name one with make run DOCS=folder'; exit 1; }
	@$(BIN)/yishilu ingest "$(DOCS)" || { [ $$? -eq 1 ] && echo 'The documents that failed are named above; the others are served.'; }
	@$(BIN)/yishilu serve --host $(HOST) --port $(PORT)

test: $(VENV)/.dev ## run all the tests; with POSTGRESQL=address those of rows and pages there too
	$(PYTEST)
ifdef POSTGRESQL
	$(PYTEST) --postgresql "$(POSTGRESQL)" -m 'not browser and not slow' \
	  tests/archive tests/ingest tests/people tests/web tests/cli
else
	@echo 'Not run on PostgreSQL: name a server with make test POSTGRESQL=postgresql://user:password@host/postgres'
endif

lint: $(VENV)/.dev ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

screenshots: $(VENV)/.dev ## take a picture of every page type, to be looked at, in screenshots/
	$(BIN)/python -m tests.browser.screenshots

bench: $(VENV)/.dev ## measure speed and memory, as ratios within one run; with FULL=1 at 500,000 records too
	$(BIN)/python -m tests.bench $(if $(FULL),--full)

crash: $(VENV)/.dev ## kill ingest at 200 random moments while a server answers
	$(BIN)/python -m tests.ingest.crashing --kills 200

soak: $(VENV)/.dev ## ask two workers for a minute (FOR=seconds) while documents come in and one is killed
	$(BIN)/python -m tests.soak $(if $(FOR),--seconds $(FOR))

fuzz: $(VENV)/.dev ## ingest COUNT generated and damaged documents; SEED makes others
	$(BIN)/python -m tests.fuzz --count $(COUNT) --seed $(SEED)

lock: $(VENV)/.dev ## pin the dependencies anew (needs the package registry)
	$(PIP) install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header --group build pyproject.toml --output-file requirements.lock --upgrade
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header --group build --group dev pyproject.toml --output-file requirements-dev.lock --upgrade

clean: ## remove the environment and the caches (the archive in var/ stays)
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help setup run test lint bench crash fuzz soak screenshots lock clean
