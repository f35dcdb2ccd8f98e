# The only commands that a person needs. `make` alone lists them. Needed on the machine: Rust, Python 3.11, Node 20, make.
.PHONY: help run reset test soak bench bench-workshop check generate build deploy import clean ready ready-to-test rust-tests page-tests ports python rust node browser
SHELL := /bin/sh
export PYTHONPATH := $(CURDIR)
export PYTHONDONTWRITEBYTECODE := 1
export PORT STACK_PORT
PYTHON ?= python3
PY := .local/stack/bin/python
TARGET ?= local
# What an edit touches is built anew, and no more. CI and a deployment build each crate as a whole: smaller, and the same everywhere.
export CARGO_INCREMENTAL ?= $(if $(CI),0,1)
# Tests: how many share the machine, a seed that shuffles them, and a part of them by path or name.
WORKERS ?= 2
export ORDER
AT ?=

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 16

run: ports ## the whole system on this machine, with the data of last time; PORT=8080 STACK_PORT=4566
	@$(MAKE) --no-print-directory -j3 ready
	@$(PY) -m infra.local.run

reset: .local/stack.stamp ## forget the local data
	@$(PY) -m infra.local.run reset

test: ## all tests: Rust, pages, template, end to end on stacks of their own, stories in a browser; AT=tests/e2e/test_returns.py a part, ORDER=7 shuffles
	@$(MAKE) --no-print-directory -j3 ready-to-test
ifeq ($(AT),)
	@$(MAKE) --no-print-directory -j2 rust-tests page-tests
	$(PY) -m pytest --numprocesses $(WORKERS) --dist loadgroup --no-loadscope-reorder --durations 20
	$(PY) -m pytest tests/aftermath
else
	$(PY) -m pytest $(AT)
endif

soak: build .local/stack.stamp .local/sam.stamp .local/fuzz.stamp ## the long forms of the tests of faults, races, attacks and fuzzing, some half an hour
	$(PY) -m pytest tests/faults tests/attack tests/fuzz -m "soak or last"

bench: build .local/stack.stamp .local/sam.stamp ## what an act costs: counts, dollars, starts, latency, growth; BENCH_RECORDS=100000 BENCH_USERS=104059
	@cargo build --release --locked --workspace --example empty
	@$(PY) -m tests.bench.run

bench-workshop: ready-to-test ## what each turn of the loop of a day takes; CLEAN=1 the first start and the whole CI too, in a clone, an hour
	@$(PY) -m tests.bench.workshop $(if $(CLEAN),--clean)

check: rust .local/stack.stamp .local/sam.stamp tests/asl/node_modules/.stamp web/node_modules/.stamp ## format, lints, purity, licences, template, chains, what is generated
	cargo fmt --all -- --check
	cargo clippy --release --locked --workspace --all-targets -- -D warnings
	cargo test --release --locked --quiet -p domain -p chains -p openapi the_committed
	sh layers/purity.sh
	$(PY) tests/check/licences.py
	$(PY) tests/check/files.py
	.local/sam/bin/cfn-lint infra/template.yaml
	npm --prefix tests/asl run --silent validate
	npm --prefix web run --silent lint
	npm --prefix web run --silent generate -- --check
	$(PY) -m pytest tests/template

generate: rust web/node_modules/.stamp ## write anew what is generated and committed: the access grid, the chains' ASL, the API description, the routes, the types of the pages
	UPDATE=1 cargo test --release --locked -p domain -p chains the_committed
	@mkdir -p .local
	cargo run --release --locked -p openapi > .local/openapi.json
	mv .local/openapi.json infra/openapi.json
	cargo run --release --locked -p openapi template < infra/template.yaml > .local/template.yaml
	mv .local/template.yaml infra/template.yaml
	npm --prefix web run --silent generate

build: rust ## the functions, for this machine and for AWS
	@cargo build --release --locked --bins

ready: build web/dist/.stamp .local/stack.stamp .local/sam.stamp

ready-to-test: ready .local/fuzz.stamp browser

rust-tests: rust
	cargo test --release --locked --workspace

page-tests: web/node_modules/.stamp
	npm --prefix web test --silent

deploy: export CARGO_INCREMENTAL = 0
deploy: build web/dist/.stamp .local/sam.stamp .local/stack.stamp ## to the AWS account and region of the environment, settings in infra/samconfig.toml
	@$(PY) -m infra.local.deploy
	.local/sam/bin/sam deploy --config-file $(CURDIR)/infra/samconfig.toml --template-file infra/template.yaml
	$(PY) infra/people.py
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
