"""The outbox, held still: what comes between an act and what follows on it."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def outbox_closed(stack) -> Iterator[None]:
    """Nobody reads the stream of events, as when a restart or a failure comes in between; all of it is read afterwards."""

    def open_(enabled: bool) -> None:
        functions = stack.session.client("lambda")
        [mapping] = functions.list_event_source_mappings(FunctionName=stack.resource("AdvanceFunction"))["EventSourceMappings"]
        functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=enabled)

    open_(False)
    try:
        yield
    finally:
        open_(True)
