# The commands of Handoff. `make` alone lists them; Python 3.11 or newer is all that has to be there.

VENV := .venv
IN_VENV := $(VENV)/bin/python
# Asked by running it: a pyenv shim has a name on the PATH and may still have no Python behind it.
FIND_PYTHON := for python in $(PYTHON) python3.12 python3.11 python3.13 python3; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && break; python=; done; \
	test -n "$$python" || { echo "Handoff needs Python 3.11 or newer; set PYTHON=/path/to/python3." >&2; exit 69; }
# Does nothing where all is installed as the lock files say.
INSTALL := @$(FIND_PYTHON); "$$python" config/install.py $(VENV)
# Runs a command with PostgreSQL, Redis and the settings of a local board.
WITH_SERVERS := @$(IN_VENV) -m config.embedded
SOURCES := board config deploy tests manage.py
WORKERS ?= auto

.DEFAULT_GOAL := help
.PHONY: help install run dev test test-long bench check fmt shell manage reset assets lock messages screenshots env image up down backup restore doctor

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: install ## start a board with demo data; PORT=8001 for another port, Ctrl-C stops it
	@$(IN_VENV) -m config.run

dev: install ## the same, reloading on change, with separate CSS and JS files
	@$(IN_VENV) -m config.run --dev

test: install ## run the tests; ARGS="tests/actions -k move" for some of them
	@$(IN_VENV) -m pytest -n $(WORKERS) $(ARGS)

test-long: install ## run the tests that take minutes
	@$(IN_VENV) -m pytest -n $(WORKERS) --dist loadscope -m long $(ARGS)

bench: install ## measure, and print it beside the goals; ARGS="--small" or ARGS="board task" for some parts
	@$(IN_VENV) -m tests.bench $(ARGS)

check: install ## check style, types, templates, migrations and translations
	@$(IN_VENV) -m config.check

fmt: install ## put the sources into shape
	@$(IN_VENV) -m ruff check --quiet --fix-only $(SOURCES)
	@$(IN_VENV) -m ruff format --quiet $(SOURCES)

shell: install ## open a Python shell with the board's models
	$(WITH_SERVERS) sh -c '$(IN_VENV) -m config.prepare >/dev/null && exec $(IN_VENV) manage.py shell'

manage: install ## run a command of manage.py: make manage do="createsuperuser"
	$(WITH_SERVERS) sh -c '$(IN_VENV) -m config.prepare --empty >/dev/null && exec "$$@"' \
		sh $(IN_VENV) manage.py $(do)

reset: install ## delete the local board with all its data; the next start has the demo again
	@$(IN_VENV) -m config.reset

assets: install ## make the files for the browser anew
	@$(IN_VENV) -m config.assets

messages: install ## extract and compile the translations
	$(WITH_SERVERS) $(IN_VENV) manage.py messages

screenshots: install ## take the README's pictures of a running board; ARGS="http://localhost:8001 --all" for every page, into var/screenshots
	@$(IN_VENV) -m tests.screenshots $(ARGS)

lock: install ## write the lock files anew; UPGRADE=--upgrade for newer versions
	@for name in base build dev npm; do $(IN_VENV) -m uv pip compile --quiet --universal --python-version 3.11 \
		--generate-hashes --no-header $(UPGRADE) requirements/$$name.in --output-file requirements/$$name.txt; done
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm install --package-lock-only --ignore-scripts --silent

# In containers: these need Docker with Compose, and no virtual environment.
COMPOSE ?= docker compose
CLI := $(COMPOSE) run --rm -T cli python /usr/local/lib/handoff
export BUILD_ID ?= $(shell git describe --always --dirty 2>/dev/null)

env: ## write .env with secrets of its own, for containers; leaves one that is there
	@$(FIND_PYTHON); "$$python" config/env.py

image: ## build the image that web, live, worker and beat run
	$(COMPOSE) build web

up: ## start or upgrade the board in containers
	$(COMPOSE) up --detach --build

down: ## stop the containers; their data stays
	$(COMPOSE) down

backup: ## write a backup of the database and the files to the volume `backups`
	@$(CLI)/full_backup.py manual

restore: ## put a backup back: make restore FILE=manual-….dump; OVER=running although the board is up
	@test -n "$(FILE)" || { echo "Say which: make restore FILE=name; these are there:" >&2; $(CLI)/full_backup.py --list; exit 64; }
	@$(CLI)/restore.py "$(FILE)" $(if $(filter running,$(OVER)),--over-running)

doctor: ## print what an operator would be asked for, without secrets
	@COMPOSE="$(COMPOSE)" sh deploy/doctor.sh

install:
	$(INSTALL)
