# make run · make test · make check · make bench      (needs Python 3.11 or newer as python3, make, git)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export KG_STORE ?= .kg/store

.PHONY: run test check bench clean

run: .make-run
	$(BIN)/kg build seeds
	$(BIN)/kg query who-attacked-what

test: .make-test
	$(BIN)/python -m pytest

check: .make-check
	$(BIN)/ruff check kg tests
	$(BIN)/mypy

# Speed, memory and accuracy; the accuracy benchmarks read KG_EVAL_DATA and are skipped where it is absent.
BENCHMARKS := speed validation linking seeds muc4 wikievents case2021 polnear factuality re3d geoparsing calibration ecbplus release

bench: .make-test
	@for name in $(BENCHMARKS); do echo "== $$name"; PYTHONPATH=. $(BIN)/python tests/benchmarks/$$name.py || exit 1; done

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
