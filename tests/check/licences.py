"""Every crate that is linked has a licence this project can be given away under, and comes from the registry.

Advisories need their database, which is not on every machine; what can be told without it is that no crate comes from a
branch or a folder that nobody reviews.
"""

import json
import re
import subprocess
import sys

ALLOWED = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0",
    "CDLA-Permissive-2.0", "ISC", "MIT", "MIT-0", "Unicode-3.0", "Unlicense", "Zlib",
}


def allowed(expression: str) -> bool:
    """An SPDX expression of names, AND, OR and brackets; AND binds tighter. The old `A/B` means `A OR B`."""
    tokens = re.findall(r"[()]|(?:(?!\bAND\b|\bOR\b)[^\s()/]+(?: WITH [^\s()]+)?)|AND|OR|/", expression)
    value, rest = _either(["OR" if token == "/" else token for token in tokens])
    return value and not rest


def _either(tokens: list[str]) -> tuple[bool, list[str]]:
    value, rest = _both(tokens)
    while rest[:1] == ["OR"]:
        other, rest = _both(rest[1:])
        value = value or other
    return value, rest


def _both(tokens: list[str]) -> tuple[bool, list[str]]:
    value, rest = _one(tokens)
    while rest[:1] == ["AND"]:
        other, rest = _one(rest[1:])
        value = value and other
    return value, rest


def _one(tokens: list[str]) -> tuple[bool, list[str]]:
    if tokens[:1] == ["("]:
        value, rest = _either(tokens[1:])
        return value and rest[:1] == [")"], rest[1:]
    return bool(tokens) and tokens[0] in ALLOWED, tokens[1:]


def main() -> int:
    """0 when all is well; else each crate that is not, with why."""
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    packages = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["packages"]
    faults = []
    for package in packages:
        source, name = package["source"], f"{package['name']} {package['version']}"
        if source is not None and not source.startswith(("registry+", "sparse+")):
            faults.append(f"{name}: comes from {source}")
        if not allowed(package["license"] or ""):
            faults.append(f"{name}: licence {package['license']!r}")
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"licences: {len(packages)} crates, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
