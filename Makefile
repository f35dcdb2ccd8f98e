# The only commands that a person needs. `make` alone lists them.
.PHONY: help test check clean
help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'
test: ## run all tests
	cargo test --locked --workspace
check: ## format, lints with warnings refused, purity of the pure crates
	cargo fmt --all -- --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	sh layers/purity.sh
clean: ## remove what was built
	cargo clean
