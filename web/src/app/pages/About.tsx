import { useQuery } from "@tanstack/react-query";
import { Tag } from "antd";
import { Link } from "react-router";

import { idOf, SUBJECTS } from "@/app/subjects";
import { Panel } from "@/components/Page";
import { aboutQuery } from "@/features/tasks/queries";
import { formatInstant } from "@/lib/dates";

/** What else there is about a subject 相关事项: warnings of a plan and the like, with where each stands. */
export function About({ subject }: { subject: string }) {
  const query = useQuery(aboutQuery(subject));
  const items = query.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Panel title="相关事项">
      <ul>
        {items.map((one) => (
          <li key={one.subject} className="long" style={{ padding: "4px 0" }}>
            <Link to={SUBJECTS[one.kind].path(idOf(one.subject))}>
              {one.kind_label}：{one.title}
            </Link>
            　<Tag>{one.in_transit ? "流转中" : (one.place?.label ?? one.status_label)}</Tag>
            <span className="faint">
              {one.raiser.name}　{formatInstant(one.updated_at)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
