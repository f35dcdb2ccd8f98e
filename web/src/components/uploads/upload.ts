/** Uploads 上传附件: hashed here, declared, posted straight to the store with its progress shown. */

import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";
import { Refused, Unreachable } from "@/lib/problem";

/** The server takes no larger file; nothing larger is read into memory. */
export const LARGEST = 50 * 1024 * 1024;
/** The kinds of files that can be attachments; the server decides. */
export const KINDS: readonly string[] = ["pdf", "jpg", "jpeg", "png", "docx", "xlsx"];

export interface Progress {
  phase: "hash" | "post";
  percent: number;
}

interface Ways {
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
  /** The same key for the same file, however often it is tried. */
  key: string;
}

/** Uploads a file; the attachment's id, once it is there to be checked. */
export async function upload(file: File, { signal, onProgress, key }: Ways): Promise<string> {
  if (file.size > LARGEST) throw refusal("文件超过50MB，请压缩或拆分后再上传");
  onProgress({ phase: "hash", percent: 0 });
  const body = { name: file.name, size: file.size, sha256: await sha256(file) };
  const form = await answered(api.POST("/api/uploads", { params: { header: { "Idempotency-Key": key } }, body, signal }));
  await post(form, file, signal, (percent) => onProgress({ phase: "post", percent }));
  return form.upload;
}

export async function sha256(file: Blob): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const refusal = (title: string) => new Refused({ status: 422, code: "upload_refused", title, errors: [], current: undefined });

/** Posts the form: its fields first, the file last. */
function post({ url, fields }: Schemas["UploadForm"], file: File, signal: AbortSignal, onPercent: (percent: number) => void): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.upload.onprogress = ({ loaded, total }) => onPercent(Math.min(99, Math.floor((loaded / Math.max(total, 1)) * 100)));
    request.onload = () => (request.status >= 200 && request.status < 300 ? resolve() : reject(new Unreachable(request.statusText)));
    request.onerror = () => reject(new Unreachable(request.statusText));
    request.onabort = () => reject(new DOMException("", "AbortError"));
    request.onloadend = () => signal.removeEventListener("abort", abort);
    signal.addEventListener("abort", abort);
    request.open("POST", url);
    request.send(form);
  });
}
