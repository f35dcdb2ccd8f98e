"""Package what cargo built and deploy the template with `sam deploy`, unless nothing changed since the last time."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from botocore.exceptions import ClientError

from infra.local import routes
from infra.local.paths import LOCAL, PACKAGE, ROOT, SAM, STACK, TEMPLATE, bins, client_environment
from infra.local.say import Trouble, fail, say, step

BUCKET = "deploy-artifacts"
CONFIG = ROOT / "infra" / "samconfig.toml"
CHAINS = ROOT / "statemachines"


def package(binaries: Path) -> None:
    """`.local/package/<bin>/bootstrap` for each bin of the template: a hard link to what cargo built, no copy."""
    wanted = bins()
    missing = [name for name in wanted if not (binaries / name).is_file()]
    if missing:
        raise Trouble(f"{binaries} lacks {', '.join(missing[:3])}{' …' if missing[3:] else ''}: run `make build`")
    for name in wanted:
        folder = PACKAGE / name
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / "bootstrap"
        target.unlink(missing_ok=True)
        try:
            os.link(binaries / name, target)
        except OSError:  # another file system
            shutil.copy2(binaries / name, target)
    for left in PACKAGE.iterdir():
        if left.name not in wanted:
            shutil.rmtree(left)


def fingerprint(origin: str) -> str:
    """Of all that a deployment depends on: template, chains, settings, routes, binaries."""
    digest = hashlib.blake2b(origin.encode())
    files = [TEMPLATE, CONFIG, Path(routes.__file__), *sorted(CHAINS.iterdir())]
    for path in files + [PACKAGE / name / "bootstrap" for name in bins()]:
        digest.update(f"\0{path.relative_to(ROOT)}\0".encode())
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def _stands(session) -> bool:
    """Whether the stack is there and whole: state that was not saved takes it along."""
    try:
        stacks = session.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"]
    except ClientError:
        return False
    return stacks[0]["StackStatus"] in ("CREATE_COMPLETE", "UPDATE_COMPLETE")


def deploy(session, endpoint: str, state: Path, origin: str) -> bool:
    """Bring the stack to what lies here; whether it is a new one, without any data."""
    mark = state / "deployed.json"
    now = fingerprint(origin)
    before = json.loads(mark.read_text()) if mark.is_file() else {}
    new = not _stands(session)
    if before.get("fingerprint") == now and not new:
        return False
    mark.unlink(missing_ok=True)
    session.client("s3").create_bucket(Bucket=BUCKET)
    with step("sam deploy"):
        _sam_deploy(endpoint, state, origin)
    with step("routes of the HTTP API"):
        routes.make(session)
    mark.write_text(json.dumps({"fingerprint": now}))
    return new


def _sam_deploy(endpoint: str, state: Path, origin: str) -> None:
    log = state / "sam.log"
    command = [
        str(SAM), "deploy", "--config-file", str(CONFIG), "--config-env", "local", "--template-file", str(TEMPLATE),
        "--stack-name", STACK, "--s3-bucket", BUCKET,
        "--parameter-overrides", f"WebOrigin={origin}", "RequireTls=false",
    ]
    # Its own notes of what was sent are kept here, so that two stacks do not mix theirs and no home folder is touched.
    home = LOCAL / "sam-home"
    home.mkdir(parents=True, exist_ok=True)
    environment = client_environment(endpoint) | {"HOME": str(home)}
    with log.open("w") as output:
        # Out of reach of Ctrl-C: a stack that was left half-way could not be deployed again.
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output,
                                   stderr=output, start_new_session=True)
    try:
        process.wait()
    except KeyboardInterrupt:
        say(" (letting it finish)")
        process.wait()
        raise
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    if process.returncode:
        tail = "\n".join(log.read_text(encoding="utf-8").splitlines()[-15:])
        raise Trouble(f"sam deploy failed; the whole output is in {log}, its end:\n{tail}")


def _fit_for_lambda(name: str) -> None:
    """Amazon Linux 2023 has glibc 2.34; a binary that asks for a newer one would only fail when it is called."""
    wanted = max((int(found) for found in re.findall(rb"GLIBC_2\.(\d+)", (PACKAGE / name / "bootstrap").read_bytes())), default=0)
    if wanted > 34:
        raise Trouble(f"{name} asks for glibc 2.{wanted}, Lambda has 2.34: build on Amazon Linux 2023 or another system no newer.")


def main() -> int:
    """Package for AWS; `make deploy` then runs `sam deploy` on it."""
    try:
        package(ROOT / "target" / "release")
        for name in bins():
            _fit_for_lambda(name)
    except Trouble as trouble:
        return fail(trouble)
    return 0


if __name__ == "__main__":
    sys.exit(main())
