# make demo    a first look: installs, loads the demo study, prints its findings tables
# make test    all checks and tests, from nothing
# make test-long   the longer series as well
# make bench   speed and memory, beside the limit measured in the same run
# make bench-large   the same with size L (half an hour, 4 GB of memory)
# make bench-import   the same of bringing 500 Word files in

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --no-input
WORKERS ?= 2

.PHONY: demo test test-long check bench bench-large bench-import clean

demo: $(VENV)/run.stamp
	$(BIN)/spanveld demo demo-out --replace

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Spanveld needs Python 3.11 or newer: sudo apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	    { rm -rf $(VENV); echo "Python's venv module is missing: sudo apt-get install python3-venv" >&2; exit 1; }

$(VENV)/run.stamp: requirements/run.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what Spanveld needs into $(VENV) ..."
	@$(PIP) install --require-hashes --requirement requirements/run.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: requirements/test.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what the checks and tests need into $(VENV) ..."
	@$(PIP) install --require-hashes --requirement requirements/test.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/run.stamp

postgres:
	@tools/need_postgres.sh

browser:
	@tools/need_chromium.sh

.PHONY: postgres browser

check: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: $(VENV)/test.stamp postgres browser check
	SPANVELD_HYPOTHESIS=ci $(BIN)/pytest -n $(WORKERS) --dist worksteal -m "not long"

test-long: $(VENV)/test.stamp postgres browser check
	SPANVELD_HYPOTHESIS=long $(BIN)/pytest -n $(WORKERS) --dist worksteal

bench: $(VENV)/test.stamp
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.retrieval
	$(BIN)/python -m benchmarks.counts

bench-large: $(VENV)/test.stamp
	$(BIN)/python -m benchmarks --sizes S M L
	$(BIN)/python -m benchmarks.retrieval --sizes S M L --runs 3
	$(BIN)/python -m benchmarks.counts --sizes S M L --runs 3

bench-import: $(VENV)/test.stamp
	$(BIN)/python -m benchmarks.imports

clean:
	rm -rf $(VENV) demo-out bench-out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
