import { useInfiniteQuery, useIsFetching } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useDeferredValue, useEffect, useState } from "react";

import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";
import { TroubleAlert } from "@/components/TroubleAlert";
import { asksForPerson } from "@/features/tasks/decide";
import { toTrouble } from "@/lib/problem";

type Offer = Schemas["Offer"];

interface PickerProps {
  task: string;
  move: Offer;
  value: string | undefined;
  onChange: (person: string | undefined) => void;
  /** The to-do turned out to be another than was shown. */
  onStale?: () => void;
  /** Why the chosen person was refused. */
  fault?: string | undefined;
  labelledBy: string;
}

function usePeople(task: string, { kind, to }: Offer, words: string) {
  return useInfiniteQuery({
    queryKey: ["people", task, kind, to, words],
    queryFn: ({ pageParam, signal }) => {
      const query = { kind, ...(to === null ? {} : { to }), ...(words && { q: words }), ...(pageParam && { cursor: pageParam }) };
      return answered(api.GET("/api/tasks/{task}/people", { params: { path: { task }, query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

/** Whether a move waits for its person to be found: whoever sent it now would be told to choose the only one there is. */
export function useLooking(task: string, move: Offer | undefined, person: string | undefined): boolean {
  const fetching = useIsFetching({ queryKey: ["people", task] }) > 0;
  return fetching && person === undefined && move !== undefined && asksForPerson(move);
}

/** Who takes the next step 下一环节办理人: those whom the server names, found by name; the only one is chosen at once. */
export function PeoplePicker({ task, move, value, onChange, onStale, fault, labelledBy }: PickerProps) {
  const [words, setWords] = useState("");
  const people = usePeople(task, move, useDeferredValue(words.trim()));
  const found = people.data?.pages.flatMap((page) => page.items) ?? [];
  const { hasNextPage, isFetching, isError, fetchNextPage } = people;
  const only = words === "" && !hasNextPage && found.length === 1 ? found[0]?.id : undefined;
  useEffect(() => {
    if (only !== undefined && value === undefined) onChange(only);
  }, [only, value, onChange]);
  const isStale = isError && toTrouble(people.error).handling === "stale";
  useEffect(() => {
    if (isStale) onStale?.();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each time that it turns out so
  }, [isStale]);
  // A page may be empty although more follow: nobody on it can be chosen.
  useEffect(() => {
    if (found.length === 0 && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [found.length, hasNextPage, isFetching, isError, fetchNextPage]);
  if (people.isError) return <TroubleAlert error={people.error} />;
  return (
    <>
      <Select
        aria-labelledby={labelledBy}
        style={{ width: "100%" }}
        value={value}
        onChange={onChange}
        status={fault === undefined ? "" : "error"}
        placeholder="请选择，可输入姓名查找"
        loading={isFetching}
        showSearch={{ filterOption: false, onSearch: setWords }}
        options={found.map((one) => ({ value: one.id, label: `${one.name}（${one.department_name}）` }))}
        notFoundContent={isFetching ? "正在查找…" : "没有符合条件的人员"}
        popupRender={(list) => (
          <>
            {list}
            {hasNextPage && (
              <Button type="link" block loading={isFetching} onClick={() => void fetchNextPage()}>
                更多人员
              </Button>
            )}
          </>
        )}
      />
      {fault !== undefined && (
        <p role="alert" style={{ color: "var(--bad)" }}>
          {fault}
        </p>
      )}
    </>
  );
}
