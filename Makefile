# What one does with the portal. `make` alone lists it. Everything needs only Python 3.11 or newer and make;
# `make serve` also PostgreSQL, Redis and nginx, the browser tests Chromium, `make messages` gettext.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header
LANGUAGES := nl en fr tr ar pl
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locales/*/LC_MESSAGES/django.po))
export UV_COMPILE_BYTECODE = 0
# What one process has compiled the next one reads: a start then takes half as long.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

# -- to use it ------------------------------------------------------------------------------------

.PHONY: demo
demo: .venv/.runtime $(CATALOGUES) ## the demo at http://localhost:PORT/ (PORT=8000), made on the first start
	@DJANGO_SETTINGS_MODULE=portal.settings.demo PYTHONUNBUFFERED=1 exec $(MANAGE) serve_demo $(PORT)

.PHONY: demo-reset
demo-reset: ## throw the demo's database, mail and files away
	rm -rf var/demo.sqlite3* var/demo.unfinished* var/mail var/media

.PHONY: serve
serve: .venv/.runtime $(CATALOGUES) ## the production stack on this machine: PostgreSQL, Redis, web, worker, beat, page cache
	@PORT=$(PORT) exec deploy/serve

# -- to test it -----------------------------------------------------------------------------------

.PHONY: test
test: check pytest ## everything: all checks, then all tests

.PHONY: pytest
pytest: .venv/.dev $(CATALOGUES) ## the tests alone; on DATABASE_URL and REDIS_URL when set, else SQLite and in process
	$(BIN)/python -m pytest -n $(WORKERS)

.PHONY: validator
validator: tests/validator/node_modules ## install the HTML checker for the tests that ask for it (needs npm and Java)

.PHONY: fuzz
fuzz: .venv/.dev $(CATALOGUES) ## the fuzz tests with 10,000 examples each
	HYPOTHESIS_EXAMPLES=10000 $(BIN)/python -m pytest -n $(WORKERS) -m hypothesis

CHECKS := check-format check-lint check-types check-templates check-imports check-tree check-catalogues \
          check-migrations check-deploy

.PHONY: check
check: .venv/.dev $(CATALOGUES) ## format, lint, types, templates, imports, catalogues, migrations, deployment
	@$(MAKE) --no-print-directory --output-sync --jobs $(WORKERS) --keep-going $(CHECKS)

.PHONY: $(CHECKS)
check-format:
	$(BIN)/ruff format --check --quiet . || { echo 'Not formatted as we write. Mend with: make format'; exit 1; }
check-lint:
	$(BIN)/ruff check --quiet .
check-types:
	$(BIN)/mypy --no-error-summary
check-templates:
	$(BIN)/djlint --lint --quiet --profile=django templates $(wildcard */templates portal/*/templates)
check-imports:
	$(BIN)/lint-imports --no-logo
check-tree:
	$(BIN)/python -m tests.checks.tree
check-catalogues:
	DJANGO_SETTINGS_MODULE=portal.settings.test $(BIN)/python -m tests.checks.catalogues
check-migrations:
	DJANGO_SETTINGS_MODULE=portal.settings.test $(BIN)/python -m tests.checks.migrations
check-deploy:
	$(BIN)/python -m tests.checks.deployment

.PHONY: format
format: .venv/.dev ## write every file as we write
	$(BIN)/ruff check --fix --select I --quiet .
	$(BIN)/ruff format .

.PHONY: bench
bench: .venv/.dev $(CATALOGUES) benchmarks/lighthouse/node_modules ## the benchmarks (need what `make serve` needs, wrk, npm and Chromium)
	$(BIN)/python -m benchmarks.pages
	$(BIN)/python -m benchmarks.scores
	$(BIN)/python -m benchmarks.many_pages
	$(BIN)/python -m benchmarks.lists
	$(BIN)/python -m benchmarks.cases
	$(BIN)/python -m benchmarks.training

# -- to change it ---------------------------------------------------------------------------------

.PHONY: catalogues
catalogues: .venv/.runtime $(CATALOGUES) ## compile the translations

.PHONY: messages
messages: .venv/.dev ## collect what is to be translated (needs gettext)
	mkdir -p locales
	$(MANAGE) makemessages $(addprefix --locale ,$(LANGUAGES)) --extension html,txt,py --add-location file --no-obsolete \
	  --no-wrap --ignore .venv --ignore var --ignore tests --ignore deploy --ignore benchmarks
	msgen --no-wrap --output-file locales/en/LC_MESSAGES/django.po locales/en/LC_MESSAGES/django.po

.PHONY: venv
venv: .venv/.dev ## the environment with everything that developing needs

.PHONY: lock
lock: .venv/.uv ## lock what pyproject.toml asks for; UPGRADE=--upgrade takes the newest
	$(LOCK) $(UPGRADE) pyproject.toml -o deploy/requirements.txt
	$(LOCK) $(UPGRADE) pyproject.toml --group dev -c deploy/requirements.txt -o deploy/requirements-dev.txt
	echo uv | $(LOCK) $(UPGRADE) - -o deploy/requirements-uv.txt

# -- what stands behind ---------------------------------------------------------------------------
# A file in .venv says what has been installed, so that a second start installs nothing.

.venv/.uv: deploy/requirements-uv.txt
	@PYTHON="$(PYTHON)" deploy/new-venv .venv
	@touch $@

.venv/.runtime: deploy/requirements.txt | .venv/.uv
	@echo 'Installing what the portal runs on.'
	@$(UV) --requirement deploy/requirements.txt
	@touch $@

.venv/.dev: deploy/requirements-dev.txt .venv/.runtime
	@echo 'Installing what checks and tests need.'
	@$(UV) --requirement deploy/requirements-dev.txt
	@touch $@

%/node_modules: %/package-lock.json %/package.json
	@cd $* && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

locales/%/LC_MESSAGES/django.mo: locales/%/LC_MESSAGES/django.po | .venv/.runtime
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $*
