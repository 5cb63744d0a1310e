# Everything is made inside .venv: nothing needs root, a container or a running server.
# Paths are relative and tools run as `.venv/bin/python …`: so a folder with spaces in its name will do.

PYTHON ?=
ARGS ?=
RUN := .venv/bin/python
# Each worker has a server of its own; the tests of a file stay together.
EVERYWHERE := -n auto --maxprocesses=4 --dist loadfile

.PHONY: help demo test check bench format clean FORCE
.DEFAULT_GOAL := help

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

demo: .venv/ready ## tell the story in a throw-away ledger, answer its dispute, serve the pages
	@$(RUN) .venv/bin/deal-ledger demo $(ARGS)

test: .venv/ready ## run the tests; ARGS="-k words" picks some
	@$(RUN) -m pytest $(ARGS)

check: .venv/ready ## all that CI runs: lint, format, types, contracts, tests, PostgreSQL 15
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(RUN) -m mypy
	$(RUN) .venv/bin/lint-imports --no-logo
	$(RUN) -m pytest $(EVERYWHERE)
	@$(FIND_POSTGRES_15); \
	if [ -z "$$bin" ]; then echo "PostgreSQL 15 is not installed here: skipped its run"; \
	else echo "The ledger's tests again, on $$("$$bin/postgres" --version):"; \
	$(RUN) -m pytest $(EVERYWHERE) tests/ledger --postgres-bin "$$bin"; fi

bench: .venv/ready ## measure
	@$(RUN) -m tests.benchmarks $(ARGS)

format: .venv/ready ## mend what ruff can mend
	$(RUN) -m ruff check --fix
	$(RUN) -m ruff format

clean: ## remove .venv and all that was made here
	rm -rf .venv build dist *.egg-info .*_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- the environment, made once and again only when what it is made from has changed

INSTALL = $(RUN) -m pip --disable-pip-version-check --no-input install -qq -c constraints.txt

# It holds the path where it was made and needs the Python it was made with: without either it is made anew.
USABLE = [ -x .venv/bin/python ] && [ "$$(cat .venv/ready 2>/dev/null)" = "$$(pwd -P)" ]
ifneq ($(shell $(USABLE) && echo yes),yes)
.venv/ready: FORCE
endif

.venv/ready: pyproject.toml constraints.txt
	@$(USABLE) || { $(FIND_PYTHON); \
	echo "Setting up .venv with $$("$$python" --version); the first time takes about a minute."; \
	"$$python" -m venv --clear .venv; }
	@echo "Installing the libraries, as pinned in constraints.txt ..."
	@$(INSTALL) setuptools
	@$(INSTALL) --no-build-isolation -e ".[dev]"
	@pwd -P > $@
	@echo "Ready."

# Sets $python, or ends with advice. Debian's python3 comes without venv, hence the look at ensurepip.
FIND_PYTHON = python=; \
	for name in $(if $(PYTHON),"$(PYTHON)",python3 python3.13 python3.12 python3.11); do \
	  if "$$name" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	  then python=$$name; break; fi; done; \
	if [ -z "$$python" ]; then \
	  echo "No Python 3.11 or newer with its venv module was found. Install one (on Debian and Ubuntu" >&2; \
	  echo "python3 and python3-venv), or name one: make PYTHON=/path/to/python3" >&2; exit 1; fi

# Sets $bin to the folder of the oldest version that is supported, or to nothing. The embedded server is the newest.
FIND_POSTGRES_15 = bin=/usr/lib/postgresql/15/bin; \
	[ -x $$bin/postgres ] || case "$$(postgres --version 2>/dev/null)" in \
	  *" 15."*) bin=$$(dirname "$$(command -v postgres)") ;; *) bin= ;; esac
