import { DownloadOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { App, Button } from "antd";

import { reach } from "@/api/reach";
import { readProblem, Refused, toTrouble } from "@/lib/problem";

/** The name that the server gives a file, or ours. */
function nameOf(response: Response, otherwise: string): string {
  const found = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get("Content-Disposition") ?? "");
  return found?.[1] === undefined ? otherwise : decodeURIComponent(found[1]);
}

async function save(path: string, name: string): Promise<void> {
  const response = await reach(new Request(new URL(path, window.location.origin)));
  if (!response.ok) throw new Refused(readProblem(response.status, await response.json().catch(() => undefined)));
  const place = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = place;
  link.download = nameOf(response, name);
  link.click();
  URL.revokeObjectURL(place);
}

/** Saves a file that the API answers; what is refused says why, and the page stays. */
export function SaveButton({ path, name, children }: { path: string; name: string; children: string }) {
  const { message } = App.useApp();
  const act = useMutation({ mutationFn: () => save(path, name), onError: (error) => void message.error(toTrouble(error).title, 6) });
  return (
    <Button icon={<DownloadOutlined />} loading={act.isPending} onClick={() => act.mutate()}>
      {children}
    </Button>
  );
}
