"""House rules that a machine can keep: short files, no notes to self, documents that name only what is there."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = {".rs", ".py", ".mjs", ".ts", ".tsx", ".sh"}
MOST_LINES = 350  # about 250 is the rule; this is where a file is split before anything else
NOTES = re.compile(r"(?://|#).*\b(?:TODO|FIXME|XXX|HACK)\b(?!#)")
COMMAND = re.compile(r"`make ([a-z-]+)")


def tracked() -> list[Path]:
    """The files of the repository, those not yet committed too."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def faults() -> list[str]:
    """What is wrong, a line each."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    found = []
    for path in tracked():
        name = path.relative_to(ROOT)
        if path.suffix in SOURCE and path != Path(__file__) and "generated" not in path.parts:
            lines = path.read_text(encoding="utf-8").splitlines()
            # Unit tests at the end of a Rust file do not make it longer to read.
            length = next((number for number, line in enumerate(lines) if line == "#[cfg(test)]"), len(lines))
            if length > MOST_LINES:
                found.append(f"{name}: {length} lines, {MOST_LINES} at most")
            found += [f"{name}:{number}: a note to self" for number, line in enumerate(lines, 1) if NOTES.search(line)]
        if path.suffix == ".md":
            named = COMMAND.findall(path.read_text(encoding="utf-8"))
            found += [f"{name}: names `make {target}`, which is not there" for target in named if target not in targets]
    return found


def main() -> int:
    """0 when there is nothing to say."""
    wrong = faults()
    for line in wrong:
        print(line, file=sys.stderr)
    print(f"files: {len(wrong)} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
