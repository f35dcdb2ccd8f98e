"""The processes of a stack's functions: to end one as the sandbox of a Lambda may end, at any moment."""

import os
import signal
from pathlib import Path


def kill_behind(stack, port: int) -> None:
    """End the function of this stack that has the local port `port`, if it still runs."""
    inode = _inode_of(port)
    group = stack.server.process.pid
    for pid in _members(group):
        if pid != group and _holds(pid, f"socket:[{inode}]"):
            os.kill(pid, signal.SIGKILL)
            return


def _inode_of(port: int) -> str:
    """Of the socket that has this local port on loopback."""
    wanted = f"0100007F:{port:04X}"
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[1] == wanted and fields[9] != "0":
            return fields[9]
    return ""


def _members(group: int) -> list[int]:
    """The processes of a process group."""
    found = []
    for each in Path("/proc").iterdir():
        if each.name.isdecimal():
            try:
                if os.getpgid(int(each.name)) == group:
                    found.append(int(each.name))
            except ProcessLookupError:
                pass
    return found


def _holds(pid: int, socket: str) -> bool:
    try:
        return any(os.readlink(each) == socket for each in Path(f"/proc/{pid}/fd").iterdir())
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return False
