# make kg    builds the graph and its pages from corpus/
# make test  runs all tests
# make test times the extraction first, alone: nothing else runs, no coverage is traced.
# Both set up everything they need in .venv first; nothing but Python 3.11+ and make is required.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: kg test lint lock clean

kg: $(STAMP)
	$(BIN)/amo build

test: $(STAMP)
	$(BIN)/python -m pytest tests/benchmark
	$(BIN)/python -m pytest -n 2 --cov --cov-fail-under=90 --ignore=tests/benchmark

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "AMO needs Python 3.11 or newer; this is " + sys.version)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q amo.py ontology kg queries visualize
	touch $@

# Resolves the dependencies anew (needs uv on the PATH).
lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 \
	  --all-extras --group dev pyproject.toml setup-requirements.in -o requirements.lock

clean:
	rm -rf $(VENV) build
