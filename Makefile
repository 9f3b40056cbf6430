# A developer's day. `make help` lists it.

BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := all
.PHONY: all setup build check serve test lint lint-rules lint-layout format types floors lock golden words clean help

all: lint floors types test  ## What CI runs once everything is installed (plain `make`)

setup: $(READY)  ## Make .venv with everything a developer needs
	@test ! -e .git || $(BIN)/pre-commit install

$(READY): requirements-dev.txt
	python3 -m venv .venv
	$(BIN)/pip install -q --require-hashes -r requirements-dev.txt
	@touch $@

build: $(READY)  ## Build site/
	$(BIN)/python build.py

check: $(READY)  ## Check the content, write nothing
	$(BIN)/python build.py check

serve: $(READY)  ## Preview site/ here and rebuild on every change
	$(BIN)/python build.py serve

test: $(READY)  ## Run the tests; ARGS='-k money' passes options on
	$(BIN)/python -m pytest $(ARGS)

lint: lint-rules lint-layout  ## ruff: rules and layout

lint-rules: $(READY)
	$(BIN)/ruff check .

lint-layout: $(READY)
	$(BIN)/ruff format --check .

format: $(READY)  ## Mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(READY)  ## mypy --strict
	$(BIN)/mypy

floors: $(READY)  ## Each module imports only from the floors below it
	$(BIN)/lint-imports

LOCK = $(BIN)/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)

lock: $(READY)  ## Write both requirements files from pyproject.toml; UPGRADE=1 takes the newest of all
	$(LOCK) -o requirements.txt
	$(LOCK) --extra dev -c requirements.txt -o requirements-dev.txt

golden: $(READY)  ## Take today's output as the golden site; read the diff before committing
	$(BIN)/python -m pytest tests/test_golden.py --update-golden

WORDS = tracker/locale/en/LC_MESSAGES/messages.po

words: $(READY)  ## Bring the English catalogue up to date with code and templates; then fill in what is empty
	@mkdir -p .cache
	$(BIN)/pybabel -q extract -F pyproject.toml -k pgettext:1c,2 --no-location --sort-output --omit-header -o .cache/messages.pot .
	$(BIN)/pybabel -q update -i .cache/messages.pot -o $(WORDS) -l en -N --ignore-obsolete --omit-header --no-wrap

clean:  ## Remove the built site and all caches, but not .venv
	find site -mindepth 1 ! -name .gitkeep -delete
	rm -rf .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist *.egg-info
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

help:  ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
