// What stories of budgets need to be there before they begin.
import { createHash } from "node:crypto";

import { call } from "./api.js";

/** A checked attachment, sent as the pages send it; its id. */
export async function attached(person, name, buffer) {
  const sha256 = createHash("sha256").update(buffer).digest("hex");
  const form = await call(person, "POST", "/uploads", { name, size: buffer.length, sha256 });
  const sent = await person.page.request.post(form.url, { multipart: { ...form.fields, file: { name, mimeType: "application/pdf", buffer } } });
  if (!sent.ok()) throw new Error(`upload: ${sent.status()}`);
  for (let tries = 0; tries < 60; tries += 1) {
    const { status } = await call(person, "GET", `/uploads/${form.upload}`);
    if (status === "checked") return form.upload;
    await person.page.waitForTimeout(250);
  }
  throw new Error("the upload was never checked");
}

/** A plan of one line on this budget, submitted to `to`. */
export async function submittedPlanOn(person, budget, to, name, price, quantity) {
  const [line] = (await call(person, "GET", `/budgets/${budget}`)).lines;
  const lines = [{ budget, budget_line: line.number, item: line.item, unit_price: price, quantity, measure: line.measure, parameters: "按国家标准" }];
  const plan = await call(person, "POST", "/plans", { name, lines, attachments: [] });
  const { submission } = await call(person, "GET", `/plans/${plan.id}`);
  const move = submission.moves.find(({ kind, disabled }) => kind === "send" && !disabled);
  const { items: people } = await call(person, "GET", `/tasks/${submission.task}/people?kind=send&to=${move.to}`);
  const { id } = people.find((one) => one.name === to);
  await call(person, "POST", `/plans/${plan.id}/submission`, { version: plan.version, kind: "send", to: move.to, person: id });
}
