# Every target brings along what it needs; nothing has to be installed by hand on Debian 12 or 13.
.DEFAULT_GOAL := help
.PHONY: help run test cover check format bench samples lock setup setup-check setup-test setup-bench clean

BIN := .venv/bin
# How many processes run the tests; each has servers of its own.
JOBS ?= 2
# Options for pytest: make test ARGS="tests/unit -k dates"
ARGS ?=

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

run: setup ## start Hoso here and send it the sample papers (ONCE=1: stop after the table)
	@$(BIN)/hoso demo $(if $(ONCE),--once)

test: setup-test ## all tests, real servers included
	@$(BIN)/pytest -n $(JOBS) --dist loadgroup $(ARGS)

cover: setup-test ## all tests, and which lines they reach
	@$(BIN)/pytest -n $(JOBS) --dist loadgroup --cov --cov-report=term-missing:skip-covered $(ARGS)

check: setup-check ## format, lint, types, import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy -p tests
	$(BIN)/mypy -p bench
	$(BIN)/lint-imports --no-cache

format: setup-check ## put the code into shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup-bench ## accuracy and speed, written to bench/results/
	$(BIN)/python -m bench $(ARGS)

samples: setup-test ## make the sample papers anew
	$(BIN)/python -m hoso.samples --out samples $(ARGS)

lock: ## choose versions anew from requirements/*.in
	./scripts/lock.sh

setup:
	@./scripts/setup.sh run

setup-check:
	@./scripts/setup.sh check

setup-test:
	@./scripts/setup.sh test

setup-bench:
	@./scripts/setup.sh bench

clean: ## remove what set-up made; the data in var/ stays
	rm -rf .venv .tools samples/fonts/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
