import { useInfiniteQuery, useIsFetching } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useEffect, useId } from "react";

import { answered } from "@/api/answered";
import { api } from "@/api/client";
import { TroubleAlert } from "@/components/TroubleAlert";
import { useWords } from "@/components/typed/useWords";
import { asksFor, type Offer } from "@/features/tasks/decide";
import css from "@/features/tasks/Decision.module.css";
import { toTrouble } from "@/lib/problem";

interface PickerProps {
  task: string;
  move: Offer;
  value: string | undefined;
  onChange: (chosen: string | undefined) => void;
  /** The to-do turned out to be another than was shown. */
  onStale?: () => void;
  /** Why what was chosen was refused. */
  faults: Record<string, string>;
}

interface Choice {
  id: string;
  label: string;
}

interface Found {
  items: Choice[];
  next: string | null;
}

const WORDS = {
  person: { label: "下一环节办理人", hint: "请选择，可输入姓名查找", none: "没有符合条件的人员", more: "更多人员" },
  organisation: { label: "下一环节办理机构", hint: "请选择，可输入机构名称查找", none: "没有符合条件的机构", more: "更多机构" },
};

/** A page of those whom the server lets one choose for a move. */
async function lookUp(task: string, move: Offer, words: string, cursor: string, signal: AbortSignal): Promise<Found> {
  const { kind, to } = move;
  const path = { task };
  const query = { kind, to: to ?? undefined, q: words, cursor };
  if (asksFor(move) === "organisation") {
    const { items, next } = await answered(api.GET("/api/tasks/{task}/organisations", { params: { path, query }, signal }));
    return { items: items.map(({ id, name }) => ({ id, label: name })), next };
  }
  const params = { path, query: { ...query, straight: move.straight ? "true" : undefined } };
  const { items, next } = await answered(api.GET("/api/tasks/{task}/people", { params, signal }));
  return { items: items.map(({ id, name, department_name }) => ({ id, label: `${name}（${department_name}）` })), next };
}

function useChoices(task: string, move: Offer, words: string) {
  return useInfiniteQuery({
    queryKey: ["people", task, move.kind, move.to, move.straight, words],
    queryFn: ({ pageParam, signal }) => lookUp(task, move, words, pageParam, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

/** Whether a move waits for its choices to be found: whoever sent it now would be told to choose the only one there is. */
export function useLooking(task: string, move: Offer | undefined, chosen: string | undefined): boolean {
  const fetching = useIsFetching({ queryKey: ["people", task] }) > 0;
  return fetching && chosen === undefined && move !== undefined && asksFor(move) !== undefined;
}

/** Who takes the next step, a person or an organisation, where the move lets one choose. */
export function NextPicker(props: PickerProps) {
  const asked = asksFor(props.move);
  return asked && <Chooser {...props} asked={asked} />;
}

function Chooser({ task, move, value, onChange, onStale, faults, asked }: PickerProps & { asked: keyof typeof WORDS }) {
  const labelled = useId();
  const { words, setWords, asked: wanted, around } = useWords();
  const choices = useChoices(task, move, wanted);
  const found = choices.data?.pages.flatMap((page) => page.items) ?? [];
  const { hasNextPage, isFetching, isError, fetchNextPage } = choices;
  const only = words === "" && !hasNextPage && found.length === 1 ? found[0]?.id : undefined;
  useEffect(() => {
    if (only !== undefined && value === undefined) onChange(only);
  }, [only, value, onChange]);
  const isStale = isError && toTrouble(choices.error).handling === "stale";
  useEffect(() => {
    if (isStale) onStale?.();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each time that it turns out so
  }, [isStale]);
  // A page may be empty although more follow: nobody on it can be chosen.
  useEffect(() => {
    if (found.length === 0 && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [found.length, hasNextPage, isFetching, isError, fetchNextPage]);
  const fault = faults[asked];
  return (
    <div className={css.field} role="presentation" {...around}>
      <div className={css.label} id={labelled}>
        <span>
          <span className={css.must}>*</span>
          {WORDS[asked].label}
        </span>
      </div>
      {choices.isError ? (
        <TroubleAlert error={choices.error} />
      ) : (
        <Select
          aria-labelledby={labelled}
          style={{ width: "100%" }}
          value={value}
          onChange={onChange}
          status={fault === undefined ? "" : "error"}
          placeholder={WORDS[asked].hint}
          loading={isFetching}
          showSearch={{ filterOption: false, onSearch: setWords }}
          options={found.map((one) => ({ value: one.id, label: one.label }))}
          notFoundContent={isFetching ? "正在查找…" : WORDS[asked].none}
          popupRender={(list) => (
            <>
              {list}
              {hasNextPage && (
                <Button type="link" block loading={isFetching} onClick={() => void fetchNextPage()}>
                  {WORDS[asked].more}
                </Button>
              )}
            </>
          )}
        />
      )}
      {fault !== undefined && (
        <p role="alert" className={css.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}
