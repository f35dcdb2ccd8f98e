import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { DELAY, FormEngine } from "@/lib/form/engine";
import type { FormWays } from "@/lib/form/ways";
import { fieldFaults, refusal, wait } from "@/test/note";
import { Unreachable, type FieldFault } from "@/lib/problem";

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});
afterEach(() => void vi.useRealTimers());

interface Line {
  key: string;
  measure: string;
}
interface Sheet {
  name: string;
  opinion: string;
  lines: Line[];
}
type Ways = FormWays<Sheet, Sheet, { id: string; version: number }>;

const line = (key: string, measure: string): Line => ({ key, measure });
const FOUND: Sheet = { name: "计划", opinion: "", lines: [line("a", "台"), line("b", "张")] };
const LONG = "x".repeat(5);

/** The fields that are longer than four characters, as the server names them. */
function wrongIn({ name, opinion, lines }: Sheet): string[] {
  const fields: [string, string][] = [["name", name], ["opinion", opinion], ...lines.map(({ measure }, n): [string, string] => [`lines[${n}].measure`, measure])];
  return fields.filter(([, text]) => text.length > 4).map(([field]) => field);
}

/** A sheet whose server refuses what is too long: all of it at once, or the first field that it meets. */
function sheet({ all = false, ...own }: Partial<Ways> & { all?: boolean } = {}) {
  let version = 1;
  const saved: Sheet[] = [];
  const send = vi.fn<Ways["send"]>((body) => {
    const wrong = wrongIn(body);
    if (wrong.length > 0) return Promise.reject(refusal(all ? 422 : 400, "invalid_fields", { fields: all ? wrong : wrong.slice(0, 1) }));
    saved.push(body);
    return Promise.resolve({ id: "s1", version: (version += 1) });
  });
  const ways: Ways = {
    sends: "itself",
    place: (id) => `kept:sheet:${id ?? "new"}`,
    found: () => FOUND,
    id: "s1",
    version: 1,
    formOf: (kept) => ({ ...FOUND, ...kept }),
    ready: (form) => ({ body: form }),
    send,
    without: (form, [whole, index], there) => {
      if (whole === "name") return there && { ...form, name: there.name };
      if (whole === "opinion") return { ...form, opinion: there?.opinion ?? "" };
      const of = whole === "lines" && typeof index === "number" ? form.lines[index] : undefined;
      return of ? { ...form, lines: form.lines.map((one) => (one === of ? { ...one, measure: there?.lines.find(({ key }) => key === one.key)?.measure ?? "" } : one)) } : null;
    },
    ...own,
  };
  const engine = new FormEngine(ways);
  const types = async (change: Partial<Sheet>) => {
    engine.change((now) => ({ ...now, ...change }));
    await wait(DELAY);
  };
  return { engine, send, saved, types, now: engine.snapshot };
}
const kept = () => JSON.stringify(JSON.parse(localStorage.getItem("kept:sheet:s1") ?? "null"));

/** What is typed, what the server has then, and what is told. */
const TABLE: [string, Partial<Sheet>, Sheet, string[]][] = [
  ["a name", { name: LONG, opinion: "同意" }, { ...FOUND, opinion: "同意" }, ["name"]],
  ["a field of a line", { name: "二期", lines: [line("a", LONG), line("b", "把")] }, { ...FOUND, name: "二期", lines: [line("a", "台"), line("b", "把")] }, ["lines[0].measure"]],
  ["an opinion", { opinion: LONG, name: "二期" }, { ...FOUND, name: "二期" }, ["opinion"]],
  ["the last line, which is new", { lines: [...FOUND.lines, line("c", LONG)] }, { ...FOUND, lines: [...FOUND.lines, line("c", "")] }, ["lines[2].measure"]],
  ["a line that stands at another place now", { lines: [line("c", "只"), line("b", LONG), line("a", "部")] }, { ...FOUND, lines: [line("c", "只"), line("b", "张"), line("a", "部")] }, ["lines[1].measure"]],
  ["two fields", { name: LONG, lines: [line("a", "部"), line("b", LONG)] }, { ...FOUND, lines: [line("a", "部"), line("b", "张")] }, ["name", "lines[1].measure"]],
  ["the only field that was changed", { opinion: LONG }, FOUND, ["opinion"]],
];

test.each([false, true])("what is wrong keeps nothing else from being saved (all faults told at once: %s)", async (all) => {
  for (const [, typed, server, told] of TABLE) {
    localStorage.clear();
    const { saved, types, now, engine } = sheet({ all });
    await types(typed);
    expect(saved).toEqual([server]);
    expect([now().saving.at, now().partly, Object.keys(now().faults).sort()]).toEqual(["saved", true, [...told].sort()]);
    expect(now().content).toMatchObject(typed);
    // It is nowhere but here, so a copy stays; and nobody may go on as if all were saved.
    expect(kept()).toContain(LONG);
    expect(await engine.flush()).toBe(false);
  }
});

test("it is told with every save that it is not saved, until it is right", async () => {
  const { saved, types, now, engine } = sheet();
  await types({ name: LONG });
  await types({ opinion: "同意" });
  expect([saved.at(-1), now().faults, now().aside?.faults.length]).toEqual([{ ...FOUND, opinion: "同意" }, { name: "name不对" }, 1]);
  await types({ name: "好" });
  expect(saved.at(-1)).toEqual({ ...FOUND, name: "好", opinion: "同意" });
  expect([now().faults, now().aside, now().partly, kept(), await engine.flush()]).toEqual([{}, null, false, "null", true]);
  // What was saved last is what a field goes back to.
  await types({ name: LONG, opinion: "退回" });
  expect(saved.at(-1)).toEqual({ ...FOUND, name: "好", opinion: "退回" });
});

test("what the page knows to be wrong is not sent at all", async () => {
  const wrong = (form: Sheet): FieldFault[] => fieldFaults(wrongIn(form));
  const { send, saved, types, now, engine } = sheet({ wrong });
  await types({ name: LONG, opinion: "同意" });
  expect([send.mock.calls.length, saved]).toEqual([1, [{ ...FOUND, opinion: "同意" }]]);
  expect([now().partly, await engine.flush()]).toEqual([true, false]);
});

test("after a crash the text that is not saved is found again, and still told", async () => {
  const first = sheet();
  await first.types({ name: LONG });
  first.engine.stop();
  const { engine, now, saved } = sheet({ version: 2 });
  engine.start();
  await wait(DELAY);
  expect([now().content.name, now().restored, now().faults, saved]).toEqual([LONG, true, { name: "name不对" }, [FOUND]]);
});

test("what cannot be done without, and what is refused as a whole, is refused as it was", async () => {
  const { send, types, now } = sheet({ without: () => null });
  await types({ name: LONG });
  expect([send.mock.calls.length, now().saving.at, now().faults]).toEqual([1, "refused", { name: "name不对" }]);
  const other = sheet();
  other.send.mockRejectedValueOnce(refusal(409, "stale_version", { fields: ["name"] })).mockRejectedValueOnce(new Unreachable(""));
  await other.types({ name: "二期" });
  expect([other.send.mock.calls.length, other.now().saving.at]).toEqual([1, "conflict"]);
});

test("a form that waits for a click is sent whole or not at all", async () => {
  const { engine, send, types, now } = sheet({ sends: "click" });
  await types({ name: LONG, opinion: "同意" });
  expect([await engine.submit(), send.mock.calls.length, now().saving.at]).toEqual([null, 1, "refused"]);
});

test("after a conflict, a field goes back to what the other one saved", async () => {
  const { engine, saved, types } = sheet();
  engine.resume({ ...FOUND, name: LONG }, 4, false, { ...FOUND, name: "别人" });
  await wait(DELAY);
  await types({ opinion: "同意" });
  expect(saved.at(-1)).toEqual({ ...FOUND, name: "别人", opinion: "同意" });
});
