import { queryOptions, useQuery } from "@tanstack/react-query";
import { Drawer, type TableColumnsType } from "antd";
import { Link } from "react-router";

import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";
import { Listing } from "@/components/Listing";
import { Money } from "@/components/Money";
import css from "@/features/budgets/Budget.module.css";
import { paths } from "@/lib/paths";
import { usePages } from "@/lib/usePages";

type Entry = Schemas["EntryView"];

/** A figure whose entries are looked at: of a whole budget, of a line, or of one source of it. */
export interface Asked {
  budget: string;
  line?: number;
  source?: Schemas["FundingSource"];
  /** What it is called. */
  name: string;
}

const entriesQuery = ({ budget, line, source }: Asked, cursor: string | undefined) =>
  queryOptions({
    queryKey: ["budgets", "entries", budget, line ?? 0, source ?? "", cursor ?? ""],
    queryFn: ({ signal }) => answered(api.GET("/api/budgets/{budget}/entries", { params: { path: { budget }, query: { line: line?.toString(), source, cursor } }, signal })),
  });

const COLUMNS: TableColumnsType<Entry> = [
  {
    title: "采购计划",
    key: "plan",
    render: (_, entry) => (
      <>
        <Link to={paths.plan(entry.plan)} className="long">
          {entry.plan_name}
        </Link>
        <div className="faint">{entry.status_label}</div>
      </>
    ),
  },
  { title: "经办人", key: "raiser", width: 100, render: (_, entry) => <span className="long">{entry.raiser.name}</span> },
  {
    title: "明细与资金来源（元）",
    key: "parts",
    width: 300,
    render: (_, entry) =>
      entry.parts.map((part) => (
        <div key={`${part.line} ${part.source}`} className={css.source}>
          <span className="soft">
            第{part.line}条 {part.source_label}
          </span>
          <Money yuan={part.reserved} />
        </div>
      )),
  },
  { title: "占用金额（元）", key: "reserved", width: 140, align: "right", render: (_, entry) => <Money yuan={entry.reserved} strong /> },
];

/** What stands behind a figure 占用明细: which plan holds how much. */
export function Entries({ asked, onClose }: { asked: Asked | undefined; onClose: () => void }) {
  return (
    <Drawer open={asked !== undefined} onClose={onClose} size={820} title={asked && <span className="long">计划占用：{asked.name}</span>} destroyOnHidden>
      {asked && <Found asked={asked} />}
    </Drawer>
  );
}

function Found({ asked }: { asked: Asked }) {
  const pages = usePages(`${asked.budget} ${asked.line ?? ""} ${asked.source ?? ""}`);
  const query = useQuery(entriesQuery(asked, pages.cursor));
  return <Listing label="占用明细" min={740} columns={COLUMNS} keyOf={(entry) => entry.plan} query={query} pages={pages} empty="没有计划占用" />;
}
