import { vi } from "vitest";

export interface Sent {
  method: string;
  path: string;
  key: string | null;
  acting: string | null;
  body: unknown;
}

type Reply = (sent: Sent) => { status?: number; body?: unknown } | undefined;

/** Stands in for the API in tests of components: `reply` answers what it knows, everything else is 404; a path that ends like one in `held` waits. */
export function stubApi(reply: Reply, held: Record<string, Promise<unknown>> = {}): Sent[] {
  const all: Sent[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const text = await request.text();
    const { pathname } = new URL(request.url);
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    const sent = { method: request.method, path: pathname, key: request.headers.get("Idempotency-Key"), acting: request.headers.get("Acting-As"), body };
    all.push(sent);
    for (const [ending, over] of Object.entries(held)) if (pathname.endsWith(ending)) await over;
    const found = reply(sent) ?? { status: 404, body: { code: "not_found", title: "未找到该内容，或您无权查看" } };
    return new Response(JSON.stringify(found.body ?? {}), {
      status: found.status ?? 200,
      headers: { "Content-Type": "application/json" },
    });
  });
  return all;
}
