# `make demo` needs python3 (3.10 or newer) and make, nothing else: all tools live in .venv.

PYTHON ?= python3
DATA ?= ../shared/data
SEED ?= $(firstword $(wildcard seeds/*.txt))

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help demo test check engines format golden readme floors train bench bench-html memory speed clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/package  ## clean the scraped document in seeds/, then show where every line of it went
	@$(BIN)/cleaner $(SEED)
	@printf '\n%s\n\n' '----- cleaner explain $(SEED)'
	@$(BIN)/cleaner explain $(SEED)

test: $(VENV)/dev  ## run the tests
	$(BIN)/python -m pytest

check: $(VENV)/dev  ## everything that a change must pass
	$(BIN)/ruff format --check . || { echo 'mend it with: make format' >&2; exit 1; }
	$(BIN)/ruff check .
	$(BIN)/mypy --strict cleaner bench
	$(BIN)/python -m pytest

format: $(VENV)/dev  ## lay out the code, and mend what ruff can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

engines: $(VENV)/engines  ## test the adapters inside the engines themselves (a gigabyte of packages; Spark also needs Java)
	$(BIN)/python -m pytest tests/test_engines.py

golden: $(VENV)/dev  ## rewrite what tests/fixtures expect, and show the difference
	$(BIN)/python -m tests.golden

readme: $(VENV)/package  ## rewrite the table of filters in README.md
	$(BIN)/python -m tests.readme

floors: $(VENV)/package  ## fail if a score fell below its floor (DATA=folder)
	$(BIN)/python -m bench floors --data $(DATA)

train: $(VENV)/training  ## make the weights of the labeller anew (DATA=folder)
	$(BIN)/python -m training --data $(DATA)

bench: $(VENV)/package  ## measure how good the articles are (DATA=folder)
	$(BIN)/python -m bench quality --data $(DATA)

bench-html: $(VENV)/bench  ## measure how good they are on HTML, beside other extractors (DATA=folder)
	$(BIN)/python -m bench html --data $(DATA) --split validation

memory: $(VENV)/bench  ## measure the memory that a page of HTML takes, beside parsing it alone (DATA=folder)
	$(BIN)/python -m bench memory --data $(DATA)

speed: $(VENV)/package  ## measure how fast they are made (DATA=folder)
	$(BIN)/python -m bench speed --data $(DATA)

clean:  ## remove .venv and everything else that was made
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks
	find cleaner bench tests training -name __pycache__ -prune -exec rm -rf {} +

# Stamps: each is made once, and anew when the metadata change.
$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
	    { echo 'cleaner needs Python 3.10 or newer. Name one: make PYTHON=python3.12 ...' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	    { echo '$(PYTHON) cannot make a virtual environment: it lacks ensurepip.' \
	      'Install it (on Debian and Ubuntu: apt-get install python3-venv), or name another: make PYTHON=...' >&2; exit 1; }
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/package: $(VENV)/made setup.cfg pyproject.toml
	$(PIP) -e .
	@touch $@

$(VENV)/dev: $(VENV)/package
	$(PIP) -e '.[dev]'
	@touch $@

# pip 23, which comes with Python 3.11, takes lxml[html-clean] and lxml[html_clean], wanted by two of them, for two things and fails.
$(VENV)/bench: $(VENV)/package
	$(PIP) --upgrade pip
	$(PIP) -e '.[bench]'
	@touch $@

$(VENV)/engines: $(VENV)/dev
	$(PIP) -e '.[engines]'
	@touch $@

$(VENV)/training: $(VENV)/package
	$(PIP) -e '.[training]'
	@touch $@
