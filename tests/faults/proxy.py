"""A proxy between the functions and DynamoDB, Step Functions and S3 that makes trouble as it is told.

A rule says which calls it is about and what becomes of them; the first rule that is about a call has it. Without rules
every call passes. Calls are told apart by operation, by the function that makes them, and by what their body holds.
"""

import asyncio
import hashlib
import random
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from infra.local.paths import function_id, functions
from tests.chance import SEED
from tests.faults.faults import Call, Fault


@dataclass
class Rule:
    """Which calls a fault is about: all that is given must fit. It counts what it hit.

    With a chance it passes over some of them, but never over more than twice as many as it may: no run is without it.
    """

    fault: Fault
    operations: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    times: int | None = None
    chance: float = 1.0
    hits: int = 0
    passed_over: int = 0

    def fits(self, call: Call, chances: random.Random) -> bool:
        return ((self.times is None or self.hits < self.times)
                and (not self.operations or call.operation in self.operations)
                and (not self.by or call.function in self.by)
                and all(words.encode() in call.body for words in self.about)
                and self._strikes(chances))

    def _strikes(self, chances: random.Random) -> bool:
        strikes = self.chance == 1.0 or chances.random() < self.chance or self.passed_over >= 2 / self.chance
        self.passed_over = 0 if strikes else self.passed_over + 1
        return strikes


@dataclass
class FaultProxy:
    """Listens on `url` once opened; `target` is the port of the stack."""

    target: int = 0
    rules: list[Rule] = field(default_factory=list)
    seen: Counter = field(default_factory=Counter)
    chances: random.Random = field(default_factory=lambda: random.Random(SEED))

    def __post_init__(self):
        self._loop = asyncio.new_event_loop()
        self._functions: dict[str, str] = {}
        self._kill: Callable[[int], None] = lambda port: None
        threading.Thread(target=self._loop.run_forever, daemon=True, name="fault-proxy").start()
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(60)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def _listen(self):
        return await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=1 << 20, backlog=512)

    def knows(self, stack, kill: Callable[[int], None]) -> None:
        """Tell functions apart by the keys that the stack gives them; `kill` ends the process behind a local port."""
        names = {function_id(name): name for name in functions()}
        for page in stack.session.client("lambda").get_paginator("list_functions").paginate():
            for one in page["Functions"]:
                digest = hashlib.sha256(f"{one['FunctionArn']}:{one['Role']}".encode()).hexdigest()
                logical = next((name for name in names if stack.resource(name) == one["FunctionName"]), None)
                self._functions[f"ASIA{digest[:16].upper()}"] = names.get(logical, one["FunctionName"])
        self._kill = kill
        self.seen.clear()

    @contextmanager
    def troubled(self, fault: Fault, *operations: str, by=(), about=(), times=None, chance=1.0) -> Iterator[Rule]:
        """What fits has this fault, until the end of the block or until it happened `times` times."""
        rule = Rule(fault, operations, _several(by), _several(about), times, chance)
        self.rules.append(rule)
        try:
            yield rule
        finally:
            self.rules.remove(rule)

    def close(self) -> None:
        """No call is answered any more."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(60)
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _end(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    # ---- one connection of a function, kept open as it likes; one of our own for each call

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = re.search(rb"(?im)^content-length: *(\d+)", head)
                body = await reader.readexactly(int(length[1]) if length else 0)
                answer = await self._answer(head, body, writer.get_extra_info("peername")[1])
                if answer is None:
                    break
                writer.write(answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, head: bytes, body: bytes, port: int) -> bytes | None:
        """What the function is answered; `None` when its connection breaks instead."""
        call = self._call(head, body)
        self.seen[call.function, call.operation] += 1
        rule = next((rule for rule in list(self.rules) if rule.fits(call, self.chances)), None)
        if rule is None:
            return await self._pass_on(head, body)
        rule.hits += 1
        return await rule.fault(call, lambda: self._pass_on(head, body), lambda: self._kill(port))

    def _call(self, head: bytes, body: bytes) -> Call:
        key = re.search(rb"Credential=([A-Z0-9]+)/", head)
        function = self._functions.get(key[1].decode(), "") if key else ""
        target = re.search(rb"(?im)^x-amz-target: *([\w.]+)", head)
        if target:
            service, operation = target[1].decode().rsplit(".", 1)
            return Call("dynamodb" if service.startswith("DynamoDB") else "states", operation, function, body)
        line = head.split(b"\r\n", 1)[0].decode()
        return Call("s3", line.split(" ", 1)[0].capitalize() + "Object", function, line.encode())

    async def _pass_on(self, head: bytes, body: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.target)
        try:
            # Closed after each call: so the end of the answer is the end of the connection.
            writer.write(head[:-2] + b"Connection: close\r\n\r\n" + body)
            await writer.drain()
            answer = await reader.read(-1)
        finally:
            writer.close()
        return re.sub(rb"(?i)\r\nconnection: close", b"", answer, count=1)


def _several(words) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)
