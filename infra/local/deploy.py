"""Package what cargo built and deploy the template with `sam deploy`, unless nothing changed since the last time."""

import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from botocore.exceptions import ClientError

from infra.local import routes
from infra.local.paths import BUILT, LOCAL, PACKAGE, ROOT, SAM, STACK, TEMPLATE, areas, client_environment, function_id, functions
from infra.local.say import Trouble, fail, say, step

BUCKET = "deploy-artifacts"
CONFIG = ROOT / "infra" / "samconfig.toml"
CHAINS = ROOT / "statemachines"


def package(binaries: Path) -> None:
    """`.local/package/<area>.zip` with a `bootstrap`, for each area; one that is unchanged is left alone.

    `sam` would take folders too, but packs them for each function anew.
    """
    wanted = areas()
    missing = [name for name in wanted if not (binaries / name).is_file()]
    if missing:
        raise Trouble(f"{binaries} lacks {', '.join(missing)}: run `make build`.")
    PACKAGE.mkdir(parents=True, exist_ok=True)
    pairs = [(binaries / name, PACKAGE / f"{name}.zip") for name in wanted]
    changed = [pair for pair in pairs if not _is_packed(*pair)]
    if changed:
        with step(f"package {', '.join(binary.name for binary, _ in changed)}"), ThreadPoolExecutor(os.cpu_count()) as threads:
            list(threads.map(lambda pair: _pack(*pair), changed))


def _is_packed(binary: Path, packed: Path) -> bool:
    return packed.is_file() and packed.stat().st_mtime_ns == binary.stat().st_mtime_ns


def _pack(binary: Path, packed: Path) -> None:
    """The same bytes for the same binary, so that what did not change is not uploaded again."""
    entry = zipfile.ZipInfo("bootstrap", date_time=(2020, 1, 1, 0, 0, 0))
    entry.create_system, entry.external_attr, entry.compress_type = 3, 0o100755 << 16, zipfile.ZIP_DEFLATED
    times = binary.stat()
    unfinished = packed.with_suffix(f".{os.getpid()}")  # another runner may pack at the same time
    with zipfile.ZipFile(unfinished, "w") as archive:
        archive.writestr(entry, binary.read_bytes(), compresslevel=6)
    os.utime(unfinished, ns=(times.st_atime_ns, times.st_mtime_ns))
    unfinished.replace(packed)


def fingerprint(origin: str) -> dict[str, str]:
    """Of all that a deployment depends on: `stack` of template, chains, settings and routes, and each area of its package."""
    files = [TEMPLATE, CONFIG, Path(routes.__file__), *sorted(CHAINS.iterdir())]
    whole = "".join(f"{path.relative_to(ROOT)} {_digest(path)}\n" for path in files)
    found = {"stack": hashlib.blake2b(f"{origin}\n{whole}".encode()).hexdigest()}
    return found | {area: _digest(PACKAGE / f"{area}.zip") for area in areas()}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, hashlib.blake2b).hexdigest()


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
    if before == now and not new:
        return False
    mark.unlink(missing_ok=True)
    session.client("s3").create_bucket(Bucket=BUCKET)
    changed = [area for area in areas() if before.get(area) != now[area]]
    if new or before.get("stack") != now["stack"]:
        with step("sam deploy"):
            _sam_deploy(endpoint, state, origin)
        with step("routes of the HTTP API"):
            routes.make(session)
        # What was replaced since the deployment before is no change to CloudFormation, should it be the same again.
        changed = [] if new else areas()
    if changed:
        with step(f"code of {', '.join(changed)}"):
            _replace_code(session, changed)
    _tidy(session, [_key(area) for area in areas()])
    mark.write_text(json.dumps(now))
    return new


def _key(area: str) -> str:
    return f"code/{area}-{_digest(PACKAGE / f'{area}.zip')[:32]}.zip"


def _replace_code(session, changed: list[str]) -> None:
    """The code of the functions of these areas and nothing else, as `sam sync --code` does: a second instead of nine."""
    store, lambdas = session.client("s3"), session.client("lambda")
    resources = session.client("cloudformation").describe_stack_resources(StackName=STACK)["StackResources"]
    physical = {found["LogicalResourceId"]: found["PhysicalResourceId"] for found in resources}
    for area in changed:
        store.put_object(Bucket=BUCKET, Key=_key(area), Body=(PACKAGE / f"{area}.zip").read_bytes())
    for name, area in functions().items():
        if area in changed:
            lambdas.update_function_code(FunctionName=physical[function_id(name)], S3Bucket=BUCKET, S3Key=_key(area))


def admit(session, origin: str) -> None:
    """Let the pages of this origin post uploads: what `WebOrigin` does, for a stack that was deployed for another one."""
    name = session.client("cloudformation").describe_stack_resource(StackName=STACK, LogicalResourceId="UploadsBucket")
    bucket, store = name["StackResourceDetail"]["PhysicalResourceId"], session.client("s3")
    rules = store.get_bucket_cors(Bucket=bucket)["CORSRules"]
    changed = [rule | {"AllowedOrigins": [origin]} for rule in rules]
    store.put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": changed})


def _tidy(session, kept: list[str]) -> None:
    """Remove what former deployments sent: 20 MB each time that a layer changes."""
    template = session.client("cloudformation").get_template(StackName=STACK, TemplateStage="Processed")["TemplateBody"]
    in_use, store = json.dumps(template), session.client("s3")
    for page in store.get_paginator("list_objects_v2").paginate(Bucket=BUCKET):
        for sent in page.get("Contents", []):
            if sent["Key"] not in in_use and sent["Key"] not in kept:
                store.delete_object(Bucket=BUCKET, Key=sent["Key"])


def _sam_deploy(endpoint: str, state: Path, origin: str) -> None:
    log = state / "sam.log"
    command = [
        str(SAM), "deploy", "--config-file", str(CONFIG), "--config-env", "local", "--template-file", str(TEMPLATE),
        "--stack-name", STACK, "--s3-bucket", BUCKET,
        "--parameter-overrides", f"WebOrigin={origin}", "RequireTls=false", "WithPages=false",
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
    binary = (BUILT / name).read_bytes()
    wanted = max((int(found) for found in re.findall(rb"GLIBC_2\.(\d+)", binary)), default=0)
    if wanted > 34:
        raise Trouble(f"{name} asks for glibc 2.{wanted}, Lambda has 2.34: build on Amazon Linux 2023 or another system no newer.")


def main() -> int:
    """Package for AWS; `make deploy` then runs `sam deploy` on it."""
    try:
        package(BUILT)
        for name in areas():
            _fit_for_lambda(name)
    except Trouble as trouble:
        return fail(trouble)
    return 0


if __name__ == "__main__":
    sys.exit(main())
