"""What a function costs before it does anything: processor time and memory of its process up to its first question for an
invocation. The process runs against a Runtime API of ours that never has one, with an endpoint that nobody serves."""

import os
import statistics
import subprocess
import zipfile
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread

from infra.local.paths import BUILT, PACKAGE, functions

RUNS = 7
EMPTY = BUILT / "examples" / "empty"
ENVIRONMENT = {
    "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench",
    "AWS_LAMBDA_FUNCTION_NAME": "bench", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "256", "AWS_LAMBDA_FUNCTION_VERSION": "1",
    "AWS_LAMBDA_LOG_GROUP_NAME": "bench", "AWS_LAMBDA_LOG_STREAM_NAME": "bench", "RECORDS_TABLE": "records",
    "EVENTS_TABLE": "events", "CREDENTIALS_TABLE": "credentials", "SESSIONS_TABLE": "sessions", "UPLOADS_BUCKET": "uploads",
    "CHAINS_ARN": "arn:aws:states:us-east-1:000000000000:stateMachine:",
}
# As on AWS: without an endpoint the roots of TLS are read, with one over plain http they are not.
LOCAL = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}


@dataclass(frozen=True)
class Init:
    """Milliseconds of processor, megabytes resident at most, megabytes of the packed function."""

    name: str
    cpu: float
    memory: float
    packed: float


class RuntimeApi:
    """Knows when it is asked for an invocation, and never has one."""

    def __init__(self):
        self.asked, self.over = Event(), Event()
        api = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                api.asked.set()
                api.over.wait()

            def log_message(self, *_):
                """Nothing to tell."""

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        self.address = f"127.0.0.1:{self._server.server_port}"

    def close(self):
        self.over.set()
        self._server.shutdown()
        self._server.server_close()


def once(binary: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Milliseconds of processor and megabytes of one start."""
    api = RuntimeApi()
    process = subprocess.Popen([binary], env=environment | {"AWS_LAMBDA_RUNTIME_API": api.address},
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        if not api.asked.wait(20):
            raise AssertionError(f"{binary.name} does not ask for an invocation")
        return cpu(process.pid), peak(process.pid)
    finally:
        process.kill()
        process.wait()
        api.close()


def cpu(pid: int) -> float:
    """Milliseconds of processor of all threads so far: what getrusage tells, in nanoseconds and without waiting for the end."""
    try:
        threads = [int((each / "schedstat").read_text().split()[0]) for each in Path(f"/proc/{pid}/task").iterdir()]
        return sum(threads) / 1e6
    except FileNotFoundError:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def peak(pid: int) -> float:
    """Megabytes resident at most."""
    [line] = [line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def of(name: str, binary: Path, packed: Path | None, environment: dict[str, str]) -> Init:
    """The middle of several starts."""
    runs = [once(binary, environment) for _ in range(RUNS)]
    size = packed.stat().st_size if packed else zipped(binary)
    return Init(name, statistics.median(run[0] for run in runs), max(run[1] for run in runs), size / 1e6)


def zipped(binary: Path) -> int:
    """Bytes of a binary that is packed as the functions are."""
    place = BUILT.parent / "empty.zip"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.write(binary, "bootstrap")
    size = place.stat().st_size
    place.unlink()
    return size


def all_functions() -> list[Init]:
    """The empty one first, then every function as it starts on AWS."""
    return [of("(empty)", EMPTY, None, ENVIRONMENT)] + [
        of(name, BUILT / area, PACKAGE / f"{area}.zip", ENVIRONMENT | {"_HANDLER": name}) for name, area in functions().items()]
