#!/bin/sh
# The pure crates stay pure: no AWS crate, no async runtime, no HTTP client and no random source in their dependency tree.
# What zip brings for encrypted archives is left out: they are refused before anything of them is read, and none are written.
set -eu
for crate in domain chains documents; do
    without=$([ "$crate" = documents ] && echo "--prune zip" || true)
    tree=$(cargo tree --locked --package "$crate" --edges normal --prefix none $without)
    found=$(printf '%s\n' "$tree" | grep -E '^(aws-|aws_|tokio|lambda_|reqwest|ureq|hyper|rand |getrandom)' | sort -u || true)
    if [ -n "$found" ]; then
        echo "$crate is no longer pure; its dependency tree has:" >&2
        echo "$found" >&2
        exit 1
    fi
    echo "$crate is pure"
done
