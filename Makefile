# Everything a newcomer and .ci/run need; the logic lies in bin/.
PYTHON ?= python3
PORT ?= 8000
VENV = .venv/bin
UV = $(PYTHON) bin/find_uv.py

.DEFAULT_GOAL := help
.PHONY: help run test lint types format lock openapi messages pictures bench runtime tools

help:  ## show what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile

run: runtime  ## start the forum with its demo world (PORT=8000)
	@PORT=$(PORT) $(VENV)/python bin/run.py

test: tools  ## run the whole test suite
	@$(VENV)/pytest

lint: tools  ## style, formatting and layers
	@$(VENV)/ruff check
	@$(VENV)/ruff format --check
	@$(VENV)/lint-imports --no-logo

types: tools  ## check the types
	@$(VENV)/mypy .

format: tools  ## rewrite the code in the project's format
	@$(VENV)/ruff check --fix
	@$(VENV)/ruff format

openapi: tools  ## write docs/openapi.yaml and docs/errors.md from the code
	@$(VENV)/python manage.py spectacular --lang en --validate --fail-on-warn --file docs/openapi.yaml
	@$(VENV)/python bin/error_table.py >docs/errors.md

messages: tools  ## gather the sentences to translate in locale/ and compile them
	@$(VENV)/python bin/messages.py

pictures: runtime  ## take the pictures of docs/moderation.md anew (needs Chromium)
	@PYTHONPATH=bin $(VENV)/python -m screenshots

bench: tools  ## measure the speed against a bare view
	@PYTHONPATH=bin $(VENV)/python -m bench

LOCK = $(UV) pip compile pyproject.toml --universal --python-version 3.12 --generate-hashes --no-header -q
lock:  ## choose new versions for requirements.txt and requirements-dev.txt
	@$(LOCK) -o requirements.txt
	@$(LOCK) --group dev -c requirements.txt -o requirements-dev.txt

runtime:
	@$(PYTHON) bin/prepare.py requirements.txt

tools:
	@$(PYTHON) bin/prepare.py requirements-dev.txt
