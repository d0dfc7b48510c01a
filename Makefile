# crossfoot: `make demo` runs the main job on the sample reports, `make test` proves the code.
# Each target sets up what it needs; nothing but Debian or Ubuntu with Python 3.11 is assumed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_DB ?= out/demo.db
SAMPLES := $(wildcard samples/*.pdf)
CORPUS := $(or $(CROSSFOOT_CORPUS),../shared/corpus)

.PHONY: demo test lint types fix golden mutants bench docs browse release clean help

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(BIN)/crossfoot: pyproject.toml constraints.txt
	@tools/setup-venv $(PYTHON) $(VENV) all

$(VENV)/dev: pyproject.toml constraints.txt
	@tools/setup-venv $(PYTHON) $(VENV) dev,gazetteer
	@touch $@

demo: $(BIN)/crossfoot ## install, ingest the sample reports through the Prefect flow, show how to browse
	@mkdir -p $(dir $(DEMO_DB))
	@rm -f $(DEMO_DB) $(DEMO_DB)-wal $(DEMO_DB)-shm
	@# the samples hold misprints on purpose: ingest reports them and ends with 0, check is the gate
	@$(BIN)/crossfoot ingest $(filter-out %-v2.pdf,$(SAMPLES)) --db $(DEMO_DB) \
		--series metropolis --year 2020
	@echo
	@echo "A second edition of one report comes out:"
	@$(BIN)/crossfoot ingest --direct samples/mentions-fr-B-2-v2.pdf --db $(DEMO_DB) \
		--series metropolis --year 2020
	@echo
	@echo "What it changed (crossfoot diff 1 2 --db $(DEMO_DB)):"
	@$(BIN)/crossfoot diff 1 2 --db $(DEMO_DB)
	@echo
	@echo "Browse it:  $(BIN)/crossfoot browse --db $(DEMO_DB)"

test: $(VENV)/dev ## install, then lint, types and all tests
	@tools/setup-debian
	@$(MAKE) --no-print-directory lint types
	@$(BIN)/pytest

lint: $(VENV)/dev ## ruff: rules and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/dev ## mypy --strict
	@$(BIN)/mypy

fix: $(VENV)/dev ## let ruff repair what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

golden: $(VENV)/dev ## write the golden files anew (read the diff before you commit it)
	@CROSSFOOT_GOLDEN=write $(BIN)/pytest -q tests -k "golden and not compared"

mutants: $(VENV)/dev ## change constants one by one, show those no test notices (ARGS="--seed 1 --package db")
	@$(BIN)/python -m tools.mutate $(ARGS)

bench: $(VENV)/dev ## accuracy and speed on the open corpora, peers in the same run
	@$(BIN)/python -m benchmarks.run --corpus $(CORPUS)

docs: $(VENV)/dev ## write the generated parts of the documentation anew
	@$(BIN)/python tools/generate_docs.py

browse: $(BIN)/crossfoot ## Datasette on the demo dataset
	@$(BIN)/crossfoot browse --db $(DEMO_DB)

release: $(VENV)/dev ## build wheel and sdist of a clean tree into dist/ and tag the version
	@tools/release $(BIN)/python

clean: ## remove what the other targets made
	rm -rf $(VENV) out build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
