"""Brings the pages to the deployed system: every file to its bucket, then the one page anew everywhere.

Called by `make deploy` with the credentials and region of the environment. Files under `assets/` carry their hash in
their name and are kept for a year; the page that names them is asked for every time, and is sent last.
"""

import mimetypes
import time
import tomllib
from pathlib import Path

import boto3

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "web" / "dist"


def main() -> None:
    settings = tomllib.loads((ROOT / "infra" / "samconfig.toml").read_text(encoding="utf-8"))
    name = settings["default"]["deploy"]["parameters"]["stack_name"]
    stack = boto3.client("cloudformation").describe_stacks(StackName=name)["Stacks"][0]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    if "PagesBucket" not in outputs:
        print("WithPages is false: something else serves web/dist")
        return
    send(outputs["PagesBucket"])
    forget(outputs["PagesDistributionId"])
    print(f"the pages are at {outputs['PagesUrl']}")


def send(bucket: str) -> None:
    store = boto3.client("s3")
    files = [path for path in DIST.rglob("*") if path.is_file() and path.name != ".stamp"]
    for path in sorted(files, key=lambda path: path.name == "index.html"):
        key = path.relative_to(DIST).as_posix()
        kept = "public, max-age=31536000, immutable" if key.startswith("assets/") else "no-cache"
        kind = mimetypes.guess_type(key)[0] or "application/octet-stream"
        store.upload_file(str(path), bucket, key, ExtraArgs={"ContentType": kind, "CacheControl": kept})


def forget(distribution: str) -> None:
    """Let no cache answer with the page of before."""
    network = boto3.client("cloudfront")
    batch = {"Paths": {"Quantity": 1, "Items": ["/index.html"]}, "CallerReference": str(time.time_ns())}
    network.create_invalidation(DistributionId=distribution, InvalidationBatch=batch)


if __name__ == "__main__":
    main()
