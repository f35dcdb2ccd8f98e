# The only commands that a person needs. `make` alone lists them. Needed on the machine: Rust, Python 3.11, Node 20, make.
.PHONY: help run reset test soak bench check generate build deploy import clean ports python rust node browser
SHELL := /bin/sh
export PYTHONPATH := $(CURDIR)
export PYTHONDONTWRITEBYTECODE := 1
export PORT STACK_PORT
PYTHON ?= python3
PY := .local/stack/bin/python
TARGET ?= local

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 12

run: ports build web/dist/.stamp .local/stack.stamp .local/sam.stamp ## the whole system on this machine, with the data of last time; PORT=8080 STACK_PORT=4566
	@$(PY) -m infra.local.run

reset: .local/stack.stamp ## forget the local data
	@$(PY) -m infra.local.run reset

test: rust build .local/stack.stamp .local/sam.stamp .local/fuzz.stamp web/dist/.stamp browser ## all tests: Rust, pages, template, end to end on stacks of their own, stories in a browser
	cargo test --release --locked --workspace
	npm --prefix web test --silent
	$(PY) -m pytest

soak: build .local/stack.stamp .local/sam.stamp .local/fuzz.stamp ## the long forms of the tests of faults, races, attacks and fuzzing, some half an hour
	$(PY) -m pytest tests/faults tests/attack tests/fuzz -m "soak or last"

bench: build .local/stack.stamp .local/sam.stamp ## what an act costs: counts, dollars, starts, latency, growth; BENCH_RECORDS=100000 BENCH_USERS=104059
	@cargo build --release --locked -p lambda --example empty
	@$(PY) -m tests.bench.run

check: rust .local/stack.stamp .local/sam.stamp tests/asl/node_modules/.stamp web/node_modules/.stamp ## format, lints, purity, licences, template, chains, what is generated
	cargo fmt --all -- --check
	cargo clippy --release --locked --workspace --all-targets -- -D warnings
	cargo test --release --locked --quiet -p domain -p openapi the_committed
	sh layers/purity.sh
	$(PY) tests/check/licences.py
	$(PY) tests/check/files.py
	.local/sam/bin/cfn-lint infra/template.yaml
	npm --prefix tests/asl run --silent validate
	npm --prefix web run --silent lint
	npm --prefix web run --silent generate -- --check
	$(PY) -m pytest tests/template

generate: rust web/node_modules/.stamp ## write anew what is generated and committed: the access grid, the API description, the types of the pages
	UPDATE=1 cargo test --release --locked -p domain access
	@mkdir -p .local
	cargo run --release --locked -p openapi > .local/openapi.json
	mv .local/openapi.json infra/openapi.json
	npm --prefix web run --silent generate

build: rust ## the functions, for this machine and for AWS
	@cargo build --release --locked --bins

deploy: build web/dist/.stamp .local/sam.stamp .local/stack.stamp ## to the AWS account and region of the environment, settings in infra/samconfig.toml
	@$(PY) -m infra.local.deploy
	.local/sam/bin/sam deploy --config-file $(CURDIR)/infra/samconfig.toml --template-file infra/template.yaml
	$(PY) infra/pages.py

import: .local/stack.stamp ## rows of a file, e.g. KIND=organisation FILE=people.csv; TARGET=aws for the deployed system
	@$(PY) -m infra.local.importer "$(KIND)" "$(FILE)" --target "$(TARGET)" $(foreach pair,$(SET),--set "$(pair)")

clean: ## remove what was built and set up, the local data too
	cargo clean
	rm -rf .local tests/asl/node_modules tests/browser/node_modules web/node_modules web/dist

# First of all, and by the system's own Python: nobody should wait for a build to hear that a port is busy.
ports: python
	@$(PYTHON) -m infra.local.ports

python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing: install Python 3.11 or newer, then run make again." >&2; exit 1; }
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "$(PYTHON) is older than 3.11 or has no venv: install Python 3.11 with venv, or run make PYTHON=python3.11." >&2; exit 1; }

rust:
	@command -v cargo >/dev/null || { echo "cargo is missing: install Rust with rustup, then run make again." >&2; exit 1; }

node:
	@command -v npm >/dev/null || { echo "npm is missing: install Node.js 20 or newer, then run make again." >&2; exit 1; }

# Debian's Chromium and a Chinese font: nothing else is downloaded.
browser: tests/browser/node_modules/.stamp
	@command -v chromium >/dev/null && [ -n "$$(fc-list :lang=zh-cn 2>/dev/null)" ] || { \
		echo "Setting up Chromium and a Chinese font (once) …"; \
		apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk fontconfig >/dev/null; \
	} || { echo "chromium or a Chinese font is missing: install the packages chromium and fonts-noto-cjk, then run make again." >&2; exit 1; }

# Each venv is made anew when its list of packages changes, and left alone otherwise.
.local/%.stamp: infra/local/requirements-%.txt | python
	@echo "Setting up the Python tools of $< (once, about half a minute) …"
	@rm -rf .local/$* && mkdir -p .local && $(PYTHON) -m venv .local/$*
	@.local/$*/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --requirement $<
	@touch $@

%/node_modules/.stamp: %/package-lock.json | node
	@echo "Setting up the Node tools of $* (once) …"
	@npm --prefix $* ci --silent --no-fund --no-audit
	@touch $@

web/dist/.stamp: web/node_modules/.stamp $(shell find web/src web/public web/index.html web/vite.config.ts web/tsconfig.json -type f 2>/dev/null)
	@echo "Building the pages …"
	@npm --prefix web run build --silent
	@touch $@
