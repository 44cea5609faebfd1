# `make preview` and `make test` do all the set-up themselves, into .venv.
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
RUN := $(BIN)/mapping-dsl

.PHONY: preview test check fuzz bench oracle generate update-goldens clean

preview: .venv/installed
	@echo "What samples/contoso.mapping does with the people of samples/users.json:"; echo
	@$(RUN) preview samples/contoso.mapping --user samples/users.json --output-format concise || test $$? = 3
	@echo; echo "One of them, as a default GET /users returns people:"; echo
	@$(RUN) preview samples/contoso.mapping --user samples/user-default-properties.json || test $$? = 3
	@echo; echo "What lint says of samples/risky.mapping, in part:"; echo
	@$(RUN) lint samples/risky.mapping --select MAP208 || test $$? = 1
	@$(RUN) compile samples/contoso.mapping --to entra -o .venv/contoso.entra.json
	@echo; echo "Entra's JSON of samples/contoso.mapping: .venv/contoso.entra.json"

test: .venv/dev
	$(BIN)/python -m pytest -q -n 2 -m "not bench"

check: .venv/dev
	$(BIN)/ruff format --check -q .
	$(BIN)/ruff check -q .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -n 2 -m "not slow and not bench" --hypothesis-profile=brief

# The drawn tests with other draws each time; a failure prints what to put above its test to have it again.
ROUNDS ?= 5
fuzz: .venv/dev
	@for round in $$(seq $(ROUNDS)); do \
		$(BIN)/python -m pytest -q -n 2 -m "hypothesis and not bench" --hypothesis-profile=fresh || exit 1; \
	done

bench: .venv/dev
	$(BIN)/python -m pytest -q -s tests/bench -m bench

# What .NET itself answers, beside what we do.
oracle: .venv/oracle
	$(BIN)/python -m tests.oracle

generate: .venv/dev
	$(BIN)/python -m mapping_dsl.syntax.generate
	$(BIN)/python -m mapping_dsl.report.textmate
	$(BIN)/python tests/readme.py
	$(BIN)/python tests/wrong_examples.py
	$(BIN)/python tests/rules_page.py

update-goldens: .venv/dev
	$(BIN)/python -m pytest -q --snapshot-update

.venv/installed: pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check -e .
	@touch $@

.venv/dev: .venv/installed
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[dev]'
	@touch $@

.venv/oracle: .venv/dev
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[oracle]'
	@touch $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
