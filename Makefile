# Two commands do all the set-up: `make ingest` reads the sample papers, `make test` passes the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: ingest test docs

$(VENV)/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -c constraints.txt --editable '.[test]'
	touch $@

ingest: $(VENV)/ready
	$(BIN)/python -m pipeline ingest data/raw --out data/processed

test: $(VENV)/ready
	$(BIN)/python -m pytest -q

docs: $(VENV)/ready
	$(BIN)/python -m models.dictionary
