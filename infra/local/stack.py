"""A whole local stack: server, deployment, door; what `make run` keeps and what a test throws away."""

import json
import shutil
import tempfile
from pathlib import Path

import boto3
from botocore.config import Config

from infra.local import deploy, importer, ports, seed
from infra.local.paths import BUILT, REGION, STACK, function_id
from infra.local.proxy import Door
from infra.local.say import Trouble
from infra.local.server import Server


class FunctionFailed(Trouble):
    """A function that was invoked directly answered an error."""


class Stack:
    """The template on this machine.

    Without arguments: a fresh stack on free ports in a folder of its own that goes away with it, copied from a deployed
    one (`seed`). `demo` loads the demo data. `enforce` turns the checks of IAM off when False. `state`, `port` and `door` are for one that stays.
    `endpoint_for_functions` is where its functions reach AWS when something stands between, such as a fault proxy.
    """

    def __init__(self, *, demo=False, enforce=True, state: Path | None = None, port=0, door=0,
                 binaries: Path = BUILT, endpoint_for_functions: str | None = None):
        self._passing = state is None
        self.state = state or Path(tempfile.mkdtemp(prefix="procurement-stack-"))
        self._demo, self._binaries = demo, binaries
        self.server = Server(port or ports.any_free(), self.state, enforce, endpoint_for_functions)
        self.door = Door(door or ports.any_free(), self.server.port)
        self.url = self.door.url
        self.session = _Session(self.server.endpoint)
        self._physical: dict[str, str] = {}
        self._loaded = self.state / "demo-loaded"

    def start(self) -> "Stack":
        """Until it answers under `url`; what was begun is stopped again when something fails."""
        try:
            deploy.package(self._binaries)
            if self._passing:
                seed.lay(self.state, self._demo, self._makes_a_seed)
            self.server.start()
            if self._passing:
                deploy.admit(self.session, self.url)
            elif deploy.deploy(self.session, self.server.endpoint, self.state, self.url):
                self._loaded.unlink(missing_ok=True)
            self._physical = self._resources()
            self._mend()
            self.door.open(self.resource("Api"))
            if self._demo and not self._loaded.is_file():
                importer.demo(self)
                self._loaded.touch()
        except BaseException:
            self.stop()
            raise
        return self

    def _makes_a_seed(self, state: Path) -> None:
        with Stack(demo=self._demo, state=state, port=ports.any_free(), door=ports.any_free(), binaries=self._binaries):
            pass

    def _mend(self) -> None:
        """A restart failed every running execution; the reconciler brings the open subjects back where they stood."""
        self.invoke("reconcile", {"all": True})

    def stop(self) -> None:
        """Save, and end all that was started; a passing stack takes its folder along."""
        self.door.close()
        self.server.stop()
        if self._passing:
            shutil.rmtree(self.state, ignore_errors=True)

    def restart(self) -> None:
        """Stop and start again on the same state, under the same url."""
        self.door.close()
        self.server.stop()
        self.server.start()
        self._mend()
        self.door.open(self.resource("Api"))

    def resource(self, name: str) -> str:
        """Physical name of a resource, by its name in the template."""
        return self._physical[name]

    def _resources(self) -> dict[str, str]:
        found = self.session.client("cloudformation").describe_stack_resources(StackName=STACK)["StackResources"]
        return {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in found}

    def logs(self, area: str) -> list[str]:
        """What the functions of an area wrote, oldest first, e.g. `logs("tasks")`."""
        logs, found, since = self.session.client("logs"), {}, 0
        while True:
            # MiniStack gives the first 10,000 and no token for more; each invocation has a stream of its own.
            page = logs.filter_log_events(logGroupName=f"/{STACK}/{area}", startTime=since)["events"]
            lines = {(event["logStreamName"], event["timestamp"], event["message"]): event["message"] for event in page}
            if lines.keys() <= found.keys():
                return list(found.values())
            found |= lines
            since = page[-1]["timestamp"]

    def used_permissions(self) -> set[tuple[str, str, str]]:
        """Function, action, resource: what was used since the data began, the function by its name in the template."""
        names = {physical: logical for logical, physical in self._physical.items()}
        lines = self.server.used.read_text(encoding="utf-8").splitlines()
        uses = (line.split("\t") for line in lines)
        return {(names.get(who, who), action, resource) for who, action, resource in uses}

    def invoke(self, bin_name: str, payload: dict):
        """Call a function directly and take its answer, e.g. `invoke("reconcile", {})`."""
        answer = self.session.client("lambda").invoke(
            FunctionName=self.resource(function_id(bin_name)), Payload=json.dumps(payload).encode())
        body = json.loads(answer["Payload"].read() or b"null")
        if "FunctionError" in answer:
            raise FunctionFailed(f"{bin_name} failed: {body.get('errorMessage', body)}")
        return body

    def __enter__(self) -> "Stack":
        return self.start()

    def __exit__(self, *_) -> None:
        self.stop()


class _Session(boto3.Session):
    """boto3 for the local account's root: every client has the endpoint and waits long enough for an import."""

    def __init__(self, endpoint: str):
        super().__init__(aws_access_key_id="test", aws_secret_access_key="test", region_name=REGION)
        self._endpoint = endpoint

    def client(self, service_name, **settings):
        config = Config(read_timeout=310, retries={"max_attempts": 1}, s3={"addressing_style": "path"})
        return super().client(service_name, **({"endpoint_url": self._endpoint, "config": config} | settings))

    def resource(self, service_name, **settings):
        return super().resource(service_name, **({"endpoint_url": self._endpoint} | settings))
