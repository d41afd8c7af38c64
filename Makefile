# make run    the whole cooperative on this machine: the one command to begin with
# make test   every test, browser journeys included
# make check  style, types and the walls between rooms
# make help   this list and the rest

PYTHON ?= python3
PORT ?= 8000
RESET ?=
VENV := .venv
BIN := $(VENV)/bin
MESSAGES := $(wildcard src/coop/*/locale/*/LC_MESSAGES/*.po)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet

.PHONY: help run test check torture bench docs lock clean messages
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "make run PORT=8123   another port      make run RESET=1   start the demonstration afresh"

run: $(VENV)/.run ## the whole cooperative on this machine, with demonstration people
	@exec $(BIN)/coop demo --port $(PORT) $(if $(RESET),--reset)

test: $(VENV)/.dev $(VENV)/.browser ## every test, browser journeys included
	$(BIN)/pytest -n 2 --dist loadfile

check: $(VENV)/.dev ## style, types and the walls between rooms
	$(BIN)/ruff format --check --quiet src tests bench hatch_build.py
	$(BIN)/ruff check --quiet src tests bench hatch_build.py
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy

torture: $(VENV)/.dev ## the full kill and race figures, saved under docs/reference
	$(BIN)/python -m bench.torture

bench: $(VENV)/.dev ## the figures as ratios of one run, saved under docs/reference
	$(BIN)/python -m bench

docs: $(VENV)/.dev ## write the reference pages that are made from the code
	$(BIN)/python -m tests.reference

lock: ## write the hash-pinned lock anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --all-extras \
	  --group build pyproject.toml --output-file requirements/run.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --all-extras \
	  --group dev --constraints requirements/run.txt pyproject.toml --output-file requirements/dev.txt

clean: ## remove the environment and the demonstration's data
	rm -rf $(VENV) .coop dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# --- the environment: only from the lock -----------------------------------------------------

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Try: make PYTHON=python3.12 run"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@echo "Preparing the environment (once) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.lock: requirements/run.txt | $(BIN)/python
	@echo "Installing what it runs on ..."
	@$(PIP) install --require-hashes -r requirements/run.txt
	@touch $@

# The editable install also compiles the translations, hence the .po files.
$(VENV)/.run: $(VENV)/.lock pyproject.toml hatch_build.py $(MESSAGES) | $(BIN)/python
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

# The lock of tests holds the lock of what runs.
$(VENV)/.dev: requirements/dev.txt pyproject.toml hatch_build.py $(MESSAGES) | $(BIN)/python
	@echo "Installing what it is tested with ..."
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $(VENV)/.lock $(VENV)/.run $@

# The journeys use the system's Chromium, and its shell where the system has one: half the work.
$(VENV)/.browser: | $(VENV)/.dev
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && ! { command -v chromium && command -v chromium-headless-shell; } >/dev/null; then \
	  echo "Installing Chromium for the browser journeys ..."; \
	  apt-get update -qq; \
	  for name in chromium chromium-headless-shell; do \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$name >/dev/null || true; \
	  done; \
	fi
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
	  echo "The browser journeys need Chromium: sudo apt-get install chromium"; exit 1; }
	@touch $@
