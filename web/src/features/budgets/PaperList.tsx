import { DownloadOutlined, PaperClipOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { App, Button, Tag } from "antd";

import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";
import css from "@/features/budgets/Budget.module.css";
import { toTrouble, Unreachable } from "@/lib/problem";

type Paper = Schemas["PaperView"];

/** Saves the checked version under its name; the page stays where it is, whatever the store answers. */
async function saved(upload: string, budget: string, name: string): Promise<void> {
  const { url } = await answered(api.GET("/api/uploads/{upload}/content", { params: { path: { upload }, query: { budget } } }));
  const response = await fetch(url).catch((error: unknown) => {
    throw new Unreachable(error);
  });
  if (!response.ok) throw new Unreachable(response.status);
  const place = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = place;
  link.download = name;
  link.click();
  URL.revokeObjectURL(place);
}

/** The attachments of a budget 附件, each with its kind, to be downloaded. */
export function PaperList({ budget, papers }: { budget: string; papers: Paper[] }) {
  return (
    <ul className={css.papers}>
      {papers.map((paper) => (
        <One key={paper.upload} budget={budget} paper={paper} />
      ))}
    </ul>
  );
}

function One({ budget, paper: { upload, name, kind_label: kind } }: { budget: string; paper: Paper }) {
  const { message } = App.useApp();
  const act = useMutation({
    mutationFn: () => saved(upload, budget, name),
    onError: (error) => void message.error(toTrouble(error).title),
  });
  return (
    <li>
      <PaperClipOutlined aria-hidden />
      <span className="long">{name}</span>
      <Tag>{kind}</Tag>
      <Button type="link" size="small" icon={<DownloadOutlined />} loading={act.isPending} onClick={() => act.mutate()} aria-label={`下载 ${name}`}>
        下载
      </Button>
    </li>
  );
}
