"""The MiniStack process: started in a process group of its own, stopped with all it started, state saved."""

import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from infra.local import ports
from infra.local.paths import PYTHON, REGION
from infra.local.say import Trouble

LAUNCHER = Path(__file__).with_name("launcher.py")


class Server:
    """MiniStack on `port` with its state in `state`; `enforce` makes it check each call against IAM.

    Functions reach it at `reached_by_functions`, where something may stand between; by default at its own address.
    """

    def __init__(self, port: int, state: Path, enforce: bool, reached_by_functions: str | None = None):
        self.port, self.state, self.enforce = port, state, enforce
        self.endpoint = f"http://127.0.0.1:{port}"
        self.reached_by_functions = reached_by_functions or self.endpoint
        self.log, self.used = state / "ministack.log", state / "used-permissions.tsv"
        self.process: subprocess.Popen | None = None

    def _environment(self) -> dict[str, str]:
        # Only what is named: the functions inherit this environment, and on AWS they would not have the rest.
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL") if name in os.environ}
        return kept | {
            "PYTHONDONTWRITEBYTECODE": "1",
            "AWS_ENDPOINT_URL": self.reached_by_functions,  # or they will not find it
            "AWS_DEFAULT_REGION": REGION,
            "MINISTACK_REGION": REGION,
            "BIND_HOST": "127.0.0.1",  # it listens on every address otherwise
            "GATEWAY_PORT": str(self.port),
            "AUTH": "true" if self.enforce else "false",
            "PERSIST_STATE": "1",
            "STATE_DIR": str(self.state / "services"),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(self.state / "s3"),
            "LAMBDA_EXECUTOR": "local",
            "TMPDIR": str(self.state / "tmp"),  # where it unpacks the functions
            # Listeners on fixed ports for services that nothing here uses.
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "LOG_LEVEL": "INFO",
            "USED_PERMISSIONS": str(self.used),  # read by our launcher
        }

    def start(self) -> None:
        """Until it answers; its output goes to `log`."""
        if not ports.is_free(self.port):
            raise Trouble(f"port {self.port} is busy: stop what listens there, or choose another with STACK_PORT.")
        shutil.rmtree(self.state / "tmp", ignore_errors=True)
        (self.state / "tmp").mkdir(parents=True)
        self.used.touch()
        if self.log.is_file():
            self.log.replace(self.log.with_suffix(".last.log"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(PYTHON), str(LAUNCHER)], env=self._environment(), stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
            )
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(self.endpoint + "/_ministack/health", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        self.stop()
        raise Trouble(f"MiniStack did not start: see the end of {self.log}")

    def ended(self) -> bool:
        """Whether it is no longer there."""
        return self.process is None or self.process.poll() is not None

    def stop(self) -> None:
        """Ask it to save and stop; after 30 seconds end its group. Nothing outside the group is touched."""
        process, self.process = self.process, None
        if process is None:
            return
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                pass
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()
