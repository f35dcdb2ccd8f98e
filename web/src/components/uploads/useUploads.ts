import { useEffect, useRef, useState } from "react";

import { upload, type Progress } from "@/components/uploads/upload";
import { toTrouble } from "@/lib/problem";

/** A file on its way. */
export interface Sending {
  key: string;
  file: File;
  progress: Progress;
  /** Why it did not get there. */
  failure: string | null;
  /** Whether sending the same file again may do better. */
  retryable: boolean;
}

export interface Uploads {
  sending: Sending[];
  add: (files: File[]) => void;
  retry: (one: Sending) => void;
  cancel: (one: Sending) => void;
}

const BEGIN: Progress = { phase: "hash", percent: 0 };

/** Uploads that go on while one is elsewhere in the wizard; `onThere` gets the id of each that arrived. */
export function useUploads(onThere: (upload: string) => void): Uploads {
  const [sending, setSending] = useState<Sending[]>([]);
  const aborts = useRef(new Map<string, AbortController>());
  const busy = sending.some(({ failure }) => failure === null);

  useEffect(() => {
    const all = aborts.current;
    return () => all.forEach((abort) => abort.abort());
  }, []);
  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [busy]);

  const forget = (key: string) => {
    aborts.current.delete(key);
    setSending((all) => all.filter((one) => one.key !== key));
  };
  const change = (key: string, own: Partial<Sending>) => setSending((all) => all.map((one) => (one.key === key ? { ...one, ...own } : one)));
  const send = async ({ key, file }: Sending) => {
    const abort = new AbortController();
    aborts.current.set(key, abort);
    try {
      const id = await upload(file, { key, signal: abort.signal, onProgress: (progress) => change(key, { progress }) });
      forget(key);
      onThere(id);
    } catch (error) {
      if (abort.signal.aborted) return;
      const { title, fields, retryable, handling } = toTrouble(error);
      change(key, { failure: fields[0]?.message ?? title, retryable: retryable || handling === "session" });
    }
  };
  return {
    sending,
    add: (files) => {
      const fresh = files.map((file) => ({ key: crypto.randomUUID(), file, progress: BEGIN, failure: null, retryable: false }));
      setSending((all) => [...all, ...fresh]);
      for (const one of fresh) void send(one);
    },
    retry: (one) => {
      change(one.key, { failure: null, progress: BEGIN });
      void send(one);
    },
    cancel: (one) => {
      aborts.current.get(one.key)?.abort();
      forget(one.key);
    },
  };
}
