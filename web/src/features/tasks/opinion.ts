import { useKept } from "@/lib/useKept";

/** What one is typing as an opinion on a task, kept until it is sent. */
export const useOpinion = (me: string, task: string) => useKept(`opinion:${me}:${task}`);
