import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import { ItemPicker } from "@/components/ItemPicker";
import { show } from "@/test/show";

test("items are looked for by whole words only, and the Enter of an input method picks none", async () => {
  const asked: string[] = [];
  const items = [{ code: "A02010105", name: "台式计算机", has_children: false }];
  vi.stubGlobal("fetch", (request: Request) => {
    asked.push(new URL(request.url).searchParams.get("query") ?? "");
    return Promise.resolve(new Response(JSON.stringify({ items, more: false, edition: 2022 }), { headers: { "Content-Type": "application/json" } }));
  });
  const onPick = vi.fn();
  show(<ItemPicker label="第1行品目" code="" name="" onPick={onPick} />);
  const box = screen.getByRole<HTMLInputElement>("combobox");
  fireEvent.mouseDown(box);
  await screen.findByText("台式计算机");
  asked.length = 0;
  fireEvent.compositionStart(box);
  for (const text of ["t", "ta", "tai"]) fireEvent.change(box, { target: { value: text } });
  fireEvent.keyDown(box, { key: "Enter", keyCode: 229 });
  fireEvent.keyDown(box, { key: "Enter", keyCode: 13, isComposing: true });
  expect([box.value, asked]).toEqual(["tai", []]);
  fireEvent.change(box, { target: { value: "台式" } });
  fireEvent.compositionEnd(box);
  await waitFor(() => expect(asked).toEqual(["台式"]));
  expect(onPick).not.toHaveBeenCalled();
});
