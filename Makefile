# make run · test · check · bench · docs · test-virtuoso · test-site      (needs Python 3.11 or newer, make, git)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export KG_STORE ?= .kg/store

.PHONY: run test test-virtuoso test-site check bench docs clean

run: .make-run
	$(BIN)/kg build seeds
	$(BIN)/kg query who-attacked-what

test: .make-test
	$(BIN)/python -m pytest

# Installs Debian's Virtuoso where it is missing (as root), starts it on loopback ports of its own, and stops it.
test-virtuoso: .make-test
	command -v virtuoso-t || { apt-get update && apt-get install -y --no-install-recommends virtuoso-opensource-7-bin; }
	KG_TEST_VIRTUOSO=1 $(BIN)/python -m pytest -k virtuoso tests/export/test_load.py

# Installs Debian's Chromium, nginx, Apache and curl where they are missing (as root), and runs them on loopback ports.
test-site: .make-test
	command -v chromium && command -v nginx && command -v apache2 && command -v curl || \
		{ apt-get update && apt-get install -y --no-install-recommends chromium nginx-light apache2 curl; }
	KG_TEST_SITE=1 $(BIN)/python -m pytest tests/export/site

check: .make-check
	$(BIN)/ruff check kg tests
	$(BIN)/mypy

# Speed, memory and accuracy; the accuracy benchmarks read KG_EVAL_DATA and are skipped where it is absent.
BENCHMARKS := speed queries answers validation linking seeds muc4 wikievents case2021 polnear factuality re3d geoparsing calibration ecbplus reprints consolidation release site

bench: .make-test
	@for name in $(BENCHMARKS); do echo "== $$name"; PYTHONPATH=. $(BIN)/python tests/benchmarks/$$name.py || exit 1; done

# The ontology's documentation page, by pyLODE: build/ontology.html
docs: .make-test
	$(BIN)/python -m kg.export.ontology_page ontology build/ontology.html

clean:
	rm -rf $(VENV) .kg .make-* dist build

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

.make-run: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

.make-test: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	touch $@ .make-run

.make-check: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,check]'
	touch $@ .make-test .make-run
