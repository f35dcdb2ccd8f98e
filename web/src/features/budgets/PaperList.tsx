import { PaperClipOutlined } from "@ant-design/icons";
import { Tag } from "antd";

import type { Schemas } from "@/api/client";
import css from "@/features/budgets/Budget.module.css";

/** The attachments of a budget 附件, each with its kind. */
export function PaperList({ papers }: { papers: Schemas["PaperView"][] }) {
  return (
    <ul className={css.papers}>
      {papers.map(({ upload, name, kind_label: kind }) => (
        <li key={upload}>
          <PaperClipOutlined aria-hidden />
          <span className="long">{name}</span>
          <Tag>{kind}</Tag>
        </li>
      ))}
    </ul>
  );
}
