import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";

import { answered } from "@/api/answered";
import { api } from "@/api/client";
import { Closed } from "@/components/form/Closed";
import { Conflict } from "@/components/form/Conflict";
import { questionQuery, type Question } from "@/features/questions/queries";
import type { Saving } from "@/lib/form/saving";

interface OvertakenProps {
  question: string;
  saving: Saving;
  what: string;
  /** Drops what is typed here, so that what the server has is read anew. */
  onGiveUp: () => void;
  onMine: (newer: Question) => void;
  onTheirs: (newer: Question) => void;
}

/** What is typed met another's, or the step was taken meanwhile; what the page shows beside it is read anew. */
export function Overtaken({ question, saving, what, onGiveUp, onMine, onTheirs }: OvertakenProps) {
  const client = useQueryClient();
  const read = async () => {
    const newer = await answered(api.GET("/api/questions/{question}", { params: { path: { question } } }));
    client.setQueryData(questionQuery(question).queryKey, newer);
    return newer;
  };
  const reload = () => {
    onGiveUp();
    window.location.reload();
  };
  return (
    <>
      <Conflict saving={saving} what={what} read={read} onMine={onMine} onTheirs={onTheirs} />
      <Closed saving={saving} action={<Button onClick={reload}>载入最新内容</Button>} />
    </>
  );
}
