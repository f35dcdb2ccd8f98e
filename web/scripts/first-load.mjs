// Fails the build when what a browser must load before the first page shows is more than the limit.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT = 400_000;
const LANDING = {
  "sign-in": ["src/features/identity/SignInPage.tsx"],
  workbench: ["src/app/shell/Shell.tsx", "src/app/workbench/WorkbenchPage.tsx"],
};
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

function closure(keys, seen = new Set()) {
  for (const key of keys) {
    if (seen.has(key)) continue;
    seen.add(key);
    const chunk = manifest[key];
    if (!chunk) throw new Error(`${key} is not in the build's manifest`);
    closure(chunk.imports ?? [], seen);
  }
  return seen;
}

function files(keys) {
  const all = new Set(["index.html"]);
  for (const key of closure(keys)) {
    all.add(manifest[key].file);
    for (const css of manifest[key].css ?? []) all.add(css);
  }
  return all;
}

const size = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
let failed = false;
for (const [landing, pages] of Object.entries(LANDING)) {
  const total = [...files(["index.html", ...pages])].reduce((sum, file) => sum + size(file), 0);
  const verdict = total <= LIMIT ? "within" : "OVER";
  console.log(`first load, ${landing}: ${(total / 1000).toFixed(1)} kB gzip, ${verdict} ${LIMIT / 1000} kB`);
  failed ||= total > LIMIT;
}
process.exitCode = failed ? 1 : 0;
