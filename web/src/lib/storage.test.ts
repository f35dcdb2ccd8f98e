import { afterEach, beforeEach, expect, test, vi } from "vitest";

/** A module of its own for each test: it remembers. */
const fresh = () => import("@/lib/storage");

beforeEach(() => void vi.resetModules());
afterEach(() => void vi.restoreAllMocks());

/** Storage that reads and takes nothing more. */
const fillUp = () => {
  const own = window.localStorage;
  return vi.spyOn(window, "localStorage", "get").mockReturnValue({
    length: 0,
    key: (at) => own.key(at),
    getItem: (place) => own.getItem(place),
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
    removeItem: (place) => own.removeItem(place),
    clear: () => own.clear(),
  });
};
const forbidden = () => {
  throw new DOMException("forbidden", "SecurityError");
};

test("what is written is found again in the browser, by its place and by how that begins", async () => {
  const { storage, loss } = await fresh();
  storage.write("a:1", "one");
  storage.write("a:2", "two");
  storage.write("b:1", "three");
  expect([storage.read("a:1"), storage.read("a:9"), storage.places("a:").sort()]).toEqual(["one", null, ["a:1", "a:2"]]);
  storage.drop("a:1");
  expect([storage.read("a:1"), localStorage.getItem("a:2"), loss.is()]).toEqual([null, "two", false]);
});

test.each([
  ["full", () => void fillUp()],
  ["forbidden", () => void vi.spyOn(window, "localStorage", "get").mockImplementation(forbidden)],
])("storage that is %s throws nothing, and the page remembers until it is closed", async (_, breaks) => {
  breaks();
  const { storage } = await fresh();
  expect(() => storage.write("a:1", "one")).not.toThrow();
  expect([storage.read("a:1"), storage.places("a:")]).toEqual(["one", ["a:1"]]);
  storage.drop("a:1");
  expect([storage.read("a:1"), storage.places("a:")]).toEqual([null, []]);
});

test("that nothing is kept is told once", async () => {
  fillUp();
  const { storage, loss } = await fresh();
  const changed = vi.fn();
  loss.watch(changed);
  storage.write("a", "1");
  storage.write("a", "2");
  expect([changed.mock.calls.length, loss.is()]).toEqual([1, true]);
  loss.told();
  storage.write("a", "3");
  expect([changed.mock.calls.length, loss.is()]).toEqual([2, false]);
});

test("what could be kept at last is read from the browser again", async () => {
  const broken = fillUp();
  const { storage } = await fresh();
  storage.write("a", "1");
  broken.mockRestore();
  storage.write("a", "2");
  localStorage.setItem("a", "from another tab");
  expect(storage.read("a")).toBe("from another tab");
});
