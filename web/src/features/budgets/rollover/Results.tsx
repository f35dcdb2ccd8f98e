import { useQuery } from "@tanstack/react-query";
import { Progress, Tag, type TableColumnsType } from "antd";

import { Answer } from "@/components/Answer";
import { Facts } from "@/components/Facts";
import { Listing } from "@/components/Listing";
import { Money } from "@/components/Money";
import { Page, Panel } from "@/components/Page";
import { Nothing } from "@/components/States";
import { Figure } from "@/features/budgets/ExecutionTable";
import { lookedOf, percentOf, runningOf, type Run } from "@/features/budgets/rollover/progress";
import { rolloverQuery, unitsQuery, type UnitReport } from "@/features/budgets/rollover/queries";
import css from "@/features/budgets/rollover/Rollover.module.css";
import type { ViewProps } from "@/features/budgets/rollover/views";
import { formatInstant } from "@/lib/dates";
import { usePages } from "@/lib/usePages";

const figure = (title: string, part: "carried" | "reserved" | "contracted" | "held" | "free") => ({
  title,
  key: part,
  align: "right" as const,
  width: 132,
  render: (_: unknown, row: UnitReport) => (part === "carried" ? <Money yuan={row.carried} strong /> : <Figure yuan={row[part]} />),
});

const COLUMNS: TableColumnsType<UnitReport> = [
  {
    title: "单位",
    key: "unit",
    render: (_, row) => (
      <>
        <span className="long">{row.unit_name}</span>
        <div className="faint">
          区划 {row.region}　{formatInstant(row.at)}
        </div>
      </>
    ),
  },
  { title: "结转预算", key: "budgets", width: 90, align: "right", render: (_, row) => `${row.budgets} 项` },
  figure("已结转（元）", "carried"),
  figure("计划占用", "reserved"),
  figure("合同占用", "contracted"),
  figure("调剂占用", "held"),
  figure("结转后释放", "free"),
  {
    title: "未确认",
    key: "unconfirmed",
    width: 132,
    align: "right",
    render: (_, row) => (
      <>
        <Figure yuan={row.unconfirmed_amount} />
        <div className="faint">{row.unconfirmed} 项</div>
      </>
    ),
  },
];

/** What became of a year 年结结果: how far a run is, one's own unit's report, and the reports of the units one answers for. */
export function ResultsView({ year, views, years, may }: ViewProps) {
  const query = useQuery(rolloverQuery(year));
  return (
    <Page title="年结" actions={years}>
      {views}
      <Answer query={query}>
        {({ runs, unit }) => (
          <>
            <Runs runs={runs} year={year} />
            {may("preview_rollover") && <Report unit={unit} year={year} />}
            {may("list_rollover") && <Units year={year} looked={lookedOf(runs)} />}
          </>
        )}
      </Answer>
    </Page>
  );
}

/** The runs, the newest first. */
function Runs({ runs, year }: { runs: Run[]; year: string }) {
  return (
    <Panel title="年结进度">
      {runs.length === 0 ? (
        <Nothing>{year}年尚未年结</Nothing>
      ) : (
        <ul className={css.runs}>
          {runs.map((run) => (
            <OneRun key={run.started_at} run={run} running={run === runningOf(runs)} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function OneRun({ run, running }: { run: Run; running: boolean }) {
  const { started_at, finished_at, units, done, failed, status_label } = run;
  const whole = finished_at !== null && failed === 0;
  return (
    <li className={css.run}>
      <span className="soft number">
        {formatInstant(started_at)} 开始{finished_at !== null && `，${formatInstant(finished_at).slice(11)} 结束`}
      </span>
      <Progress percent={percentOf(run)} size="small" status={whole ? "success" : "normal"} aria-label="年结进度" />
      <span role="status">
        <Tag color={running ? "processing" : whole ? "success" : "warning"} className={css.state ?? ""}>{status_label}</Tag>
        已办理 {done} 个，全部 {units} 个单位{failed > 0 && `，其中 ${failed} 个没有成功，需要再次年结`}
      </span>
    </li>
  );
}

/** What became of one's own unit. */
function Report({ unit, year }: { unit: UnitReport | null; year: string }) {
  if (unit === null) {
    return (
      <Panel title="本单位年结报告">
        <Nothing>本单位{year}年的预算尚未年结</Nothing>
      </Panel>
    );
  }
  return (
    <Panel title="本单位年结报告" extra={<span className="faint">{formatInstant(unit.at)}</span>}>
      <Facts
        facts={[
          ["已结转", <Money key="carried" yuan={unit.carried} unit strong />],
          ["结转预算", `${unit.budgets} 项（${unit.accounts} 条明细资金）`],
          ["计划占用", <Money key="reserved" yuan={unit.reserved} unit />],
          ["合同占用", <Money key="contracted" yuan={unit.contracted} unit />],
          ["调剂占用", <Money key="held" yuan={unit.held} unit />],
          ["结转后释放", <Money key="free" yuan={unit.free} unit />],
          ["未确认，没有结转", <span key="unconfirmed">{unit.unconfirmed} 项，<Money yuan={unit.unconfirmed_amount} unit /></span>],
        ]}
      />
      <p className={`soft ${css.after}`}>
        结转的金额是{Number(year) + 1}年的待确认预算，确认后可用。占用的金额和结转后释放的金额仍在{year}年预算中。
      </p>
    </Panel>
  );
}

/** The units one answers for. */
function Units({ year, looked }: { year: string; looked: string }) {
  const pages = usePages(year);
  const query = useQuery(unitsQuery(year, pages.cursor, looked));
  return <Listing label="各单位年结报告" title={`各单位${year}年年结报告`} min={1080} columns={COLUMNS} keyOf={({ unit }) => unit} query={query} pages={pages} empty={`没有单位的${year}年年结报告`} />;
}
