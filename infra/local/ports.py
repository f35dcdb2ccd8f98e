"""The two ports of `make run`. As a command: say at once, before anything is built, when one of them cannot be had."""

import os
import socket
import sys

from infra.local.say import Trouble, fail


def is_free(port: int) -> bool:
    """Whether nobody listens on this loopback port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def any_free() -> int:
    """A loopback port that was free just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def asked() -> tuple[int, int]:
    """The ports of the door and of MiniStack, by `PORT` and `STACK_PORT`, both free."""
    return _one("PORT", 8080), _one("STACK_PORT", 4566)


def _one(name: str, usual: int) -> int:
    wanted = os.environ.get(name) or str(usual)
    if not wanted.isdecimal() or not 1024 <= int(wanted) < 65536:
        raise Trouble(f"{name} is a port number from 1024 to 65535, not {wanted!r}.")
    if not is_free(int(wanted)):
        raise Trouble(f"port {wanted} is busy: stop what listens there, or choose another, e.g. `make run {name}={int(wanted) + 1}`.")
    return int(wanted)


def main() -> int:
    """1 with the reason."""
    try:
        asked()
    except Trouble as trouble:
        return fail(trouble)
    return 0


if __name__ == "__main__":
    sys.exit(main())
