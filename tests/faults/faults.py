"""What can become of a call to AWS, other than that it is answered."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from threading import Event


@dataclass(frozen=True)
class Call:
    """A call of a function; for S3, the body is the line of the request."""

    service: str
    operation: str
    function: str
    body: bytes


PassOn = Callable[[], Awaitable[bytes]]
# Call, how it is passed on, how its process is killed → the answer; `None` breaks the connection.
Fault = Callable[[Call, PassOn, Callable[[], None]], Awaitable[bytes | None]]


async def dropped_before(call, pass_on, kill):
    """It never arrives."""
    return None


async def dropped_after(call, pass_on, kill):
    """It happens, and its answer is lost."""
    await pass_on()
    return None


async def killed_before(call, pass_on, kill):
    """The function dies as it makes the call."""
    kill()
    return None


async def killed_after(call, pass_on, kill):
    """The call happens, and the function dies before its answer."""
    await pass_on()
    kill()
    return None


async def failed(call, pass_on, kill):
    """The service fails before it does anything."""
    return _problem(call, 500, "InternalServerError" if call.service == "dynamodb" else "InternalFailure")


async def failed_after(call, pass_on, kill):
    """It happens, and the service answers that it failed."""
    await pass_on()
    return await failed(call, pass_on, kill)


async def throttled(call, pass_on, kill):
    codes = {"dynamodb": "ProvisionedThroughputExceededException", "states": "ThrottlingException", "s3": "SlowDown"}
    return _problem(call, 503 if call.service == "s3" else 400, codes[call.service])


async def conflicting(call, pass_on, kill):
    """Another transaction holds the last of its items."""
    items = json.loads(call.body)["TransactItems"]
    reasons = [{"Code": "None"}] * (len(items) - 1) + [{"Code": "TransactionConflict", "Message": "Transaction is ongoing"}]
    return _problem(call, 400, "TransactionCanceledException", CancellationReasons=reasons)


def refused(code: str) -> Fault:
    """Step Functions says this of a token: `InvalidToken`, `TaskTimedOut`, `TaskDoesNotExist`."""

    async def fault(call, pass_on, kill):
        return _problem(call, 400, code)

    return fault


def delayed(seconds: float) -> Fault:
    async def fault(call, pass_on, kill):
        await asyncio.sleep(seconds)
        return await pass_on()

    return fault


async def unanswered(call, pass_on, kill):
    """It arrives nowhere, and nothing says so: longer than any function waits."""
    await asyncio.sleep(60)


def held(until: Event) -> Fault:
    """Nothing happens before somebody lets it."""

    async def fault(call, pass_on, kill):
        while not until.is_set():
            await asyncio.sleep(0.01)
        return await pass_on()

    return fault


def torn(until: Event) -> Fault:
    """A batch of items that is not read at one moment: the header of a plan as it is when somebody lets it, the rest as before."""

    async def fault(call, pass_on, kill):
        before = await pass_on()
        after = await held(until)(call, pass_on, kill)
        bodies = [json.loads(answer.split(b"\r\n\r\n", 1)[1]) for answer in (before, after)]
        for table, items in bodies[0]["Responses"].items():
            heads = [item for item in bodies[1]["Responses"][table] if item["sk"]["S"] == "HEAD" and "course" in item]
            bodies[0]["Responses"][table] = [item for item in items if "course" not in item] + heads
        return _answer(200, "application/x-amz-json-1.0", json.dumps(bodies[0]))

    return fault


def _problem(call: Call, status: int, code: str, **more) -> bytes:
    if call.service == "s3":
        return _answer(status, "application/xml", f"<Error><Code>{code}</Code><Message>made by a test</Message></Error>")
    namespace = "com.amazonaws.dynamodb.v20120810#" if call.service == "dynamodb" else ""
    body = json.dumps({"__type": namespace + code, "message": "made by a test"} | more)
    return _answer(status, "application/x-amz-json-1.0", body)


def _answer(status: int, kind: str, body: str) -> bytes:
    head = f"HTTP/1.1 {status} Trouble\r\nContent-Type: {kind}\r\nContent-Length: {len(body.encode())}\r\n\r\n"
    return (head + body).encode()
