import { Segmented, Select } from "antd";
import { useSearchParams } from "react-router";

import { PreviewView } from "@/features/budgets/rollover/Preview";
import { ResultsView } from "@/features/budgets/rollover/Results";
import css from "@/features/budgets/rollover/Rollover.module.css";
import { now } from "@/lib/clock";
import { dayOf } from "@/lib/dates";

/** The year's end 年结: before it what would be carried over, after it what was. What one may not see is not there. */
export function Rollover({ operations }: { operations: string[] }) {
  const [query, setQuery] = useSearchParams();
  const thisYear = Number(dayOf(now()).slice(0, 4));
  const may = (operation: string) => operations.includes(operation);
  const all = [
    { value: "preview", label: "年结预览", needs: "preview_rollover", years: [thisYear, thisYear - 1], View: PreviewView },
    { value: "results", label: "年结结果", needs: "get_rollover", years: [thisYear - 1, thisYear - 2, thisYear - 3], View: ResultsView },
  ];
  const open = all.filter(({ needs }) => may(needs));
  const view = open.find(({ value }) => value === query.get("view")) ?? open[0] ?? all[1];
  if (view === undefined) return null;
  const { View } = view;
  const years = view.years.map((one) => ({ value: String(one), label: `${one}年` }));
  const year = years.find(({ value }) => value === query.get("year"))?.value ?? String(view.years[0]);
  return (
    <View
      year={year}
      may={may}
      views={
        open.length > 1 && (
          <Segmented options={open.map(({ value, label }) => ({ value, label }))} value={view.value} onChange={(value) => setQuery({ view: value })} className={css.views ?? ""} />
        )
      }
      years={<Select aria-label="预算年份" options={years} value={year} onChange={(value) => setQuery({ view: view.value, year: value })} style={{ width: 110 }} />}
    />
  );
}
