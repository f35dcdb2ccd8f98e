"""`make bench`: counts, dollars, starts, latency and growth, in one run; nothing here fails, tests/cost does."""

import os
import statistics
import sys
import time
from datetime import date

from infra.local import Stack
from infra.local.paths import function_id, functions
from tests.bench import inits, latency
from tests.cost import growth, rollover
from tests.cost.acts import Walk
from tests.cost.lifecycle import ACTS, of_act, thousand
from tests.cost.meter import Meter
from tests.cost.world import World

RECORDS = int(os.environ.get("BENCH_RECORDS", "100000"))
LINES = int(os.environ.get("BENCH_LINES", "2000"))
USERS = int(os.environ.get("BENCH_USERS", "104059"))


def say(line: str = "") -> None:
    print(line, flush=True)


def table(heading: list[str], rows: list[list[str]]) -> None:
    """Markdown, so that it can be pasted into the document."""
    say("| " + " | ".join(heading) + " |")
    say("| " + " | ".join(["---"] + ["---:"] * (len(heading) - 1)) + " |")
    for row in rows:
        say("| " + " | ".join(row) + " |")
    say()


def counts(world: World) -> None:
    found = Walk(world).goes()
    say("## Counts of one act\n")
    table(["act", "calls on the path", "+ authorizer", "its write units", "its index units", "read units",
           "write units", "index units", "invocations", "transitions",
           "dollars per 1,000"],
          [[name, f"{cost.round_trips}", f"{cost.authorizer}", f"{cost.path.write:g}", f"{cost.path.index:g}",
            f"{cost.units.read:g}", f"{cost.units.write:g}",
            f"{cost.units.index:g}", f"{cost.invocations}", f"{cost.transitions}",
            f"{1000 * sum(of_act(name, cost).values()):.4f}"] for name, cost in found.items()])
    say("Bytes of what an approval writes: " + ", ".join(f"{what} {size}" for what, size in found["approve"].parts) + "\n")
    say("## 1,000 lifecycles of 60 acts\n")
    say(", ".join(f"{times} × {name}" for name, times in ACTS.items()) + "\n")
    total = thousand(found)
    table(["what", "dollars"], [[what, f"{dollars:.3f}"] for what, dollars in total.items()]
          + [["**together**", f"**{sum(total.values()):.2f}**"],
             ["(were all 60 approvals)", f"({60_000 * sum(of_act('approve', found['approve']).values()):.2f})"]])


def starts() -> None:
    all_ = inits.all_functions()
    say("## Start of a function, up to its first question for work\n")
    table(["function", "processor ms", "resident MB", "zip MB"],
          [[one.name, f"{one.cpu:.1f}", f"{one.memory:.1f}", f"{one.packed:.2f}"] for one in all_])
    own = all_[1:]
    say(f"Middle of {len(own)} functions: {statistics.median(one.cpu for one in own):.1f} ms, most "
        f"{max(one.cpu for one in own):.1f} ms; resident at most {max(one.memory for one in own):.1f} MB, zip at most "
        f"{max(one.packed for one in own):.2f} MB.\n")


def times() -> None:
    """On a stack without a meter in between."""
    with Stack(demo=True) as stack:
        meter = Meter()
        world = World(stack, meter)
        say("## Latency through the local stack, warm\n")
        table(["act", "ms, median"], [[name, f"{ms:.1f}"] for name, ms in latency.medians(world).items()])
        found, names = latency.memory(stack), {stack.resource(function_id(name)): name for name in functions()}
        say("Resident at most after that, MB: " + ", ".join(
            f"{names.get(name, name)} {size:.1f}" for name, size in sorted(found.items(), key=lambda each: -each[1])) + "\n")
        meter.close()


def grows(world: World) -> None:
    office = world.office
    plans = [office.raiser.has_submitted(office.lead) for _ in range(25)]
    task = [office.lead.receives(plan) for plan in plans][0]
    for plan in plans:
        world.rests(plan)
    rows, at, begun = [], 0, time.monotonic()
    for records in [10 ** power for power in range(3, 8) if 10 ** power <= RECORDS]:
        growth.fill(world, records, at)
        at = records
        rows.append((f"{records:,} records", growth.pages(world)))
        say(f"<!-- {records:,} records after {time.monotonic() - begun:.0f} s -->")
    for users, before in ((100, 0), (USERS, 100)):
        growth.add_people(world, users, before)
        rows.append((f"{users:,} users more", growth.pages(world) | {"people": growth.people_of_step(world, task)}))
        say(f"<!-- {users:,} users after {time.monotonic() - begun:.0f} s -->")
    say("\n## Growth: read units of a first page\n")
    lists = list(rows[-1][1])
    table(["with"] + lists, [[name] + [f"{found[each].read:g}" if each in found else "" for each in lists] for name, found in rows])


def year_end(world: World, year: int, what: str) -> list[str]:
    """One run over lines of a year of its own: the units of a line must be the same in small tables and large ones."""
    begun, found = time.monotonic(), rollover.of_a_line(world, LINES, year)
    return [what, f"{found.read:.2f}", f"{found.write:.2f}", f"{found.index:.2f}", f"{time.monotonic() - begun:.0f}"]


def main() -> int:
    say(f"# make bench, {date.today()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n")
    meter = Meter()
    stack = Stack(demo=True, endpoint_for_functions=meter.url)
    meter.target = stack.server.port
    with stack:
        world = World(stack, meter)
        counts(world)
        rows = [year_end(world, 2015, "nothing else")]
        grows(world)
        rows.append(year_end(world, 2016, f"{RECORDS:,} records and {USERS:,} users of others"))
        say(f"## Year's end: units of each of {LINES:,} lines\n")
        table(["with", "read units", "write units", "index units", "seconds, counted"], rows)
    meter.close()
    times()
    starts()
    return 0


if __name__ == "__main__":
    sys.exit(main())
