import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { App, Button, Modal, Select } from "antd";
import { useEffect, useId, useRef, useState } from "react";

import { answered } from "@/api/answered";
import { api } from "@/api/client";
import { TroubleAlert } from "@/components/TroubleAlert";
import { TextBox } from "@/components/typed/Text";
import { byPlace } from "@/lib/form/faults";
import { Intent } from "@/lib/intent";
import { REASON } from "@/lib/limits";
import { toTrouble } from "@/lib/problem";
import { overlong, tidy } from "@/lib/text";
import { useTouched } from "@/lib/touched";

interface HandOverProps {
  task: string;
  /** What it is about, in words. */
  title: string;
  /** As a link within a list. */
  small?: boolean;
}

/** Hands a to-do over to another holder of its role 移交: whom, the server says; why, one says oneself. */
export function HandOverButton({ task, title, small = false }: HandOverProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type={small ? "link" : "default"} size={small ? "small" : "middle"} onClick={() => setOpen(true)} aria-label={`移交 ${title}`}>
        移交
      </Button>
      {open && <HandOver task={task} title={title} onClose={() => setOpen(false)} />}
    </>
  );
}

function HandOver({ task, title, onClose }: { task: string; title: string; onClose: () => void }) {
  const [person, setPerson] = useState<string>();
  const [reason, setReason] = useState("");
  const [faults, setFaults] = useState<Record<string, string>>({});
  const intent = useRef(new Intent());
  const touched = useTouched();
  const { message } = App.useApp();
  const [personId, reasonId] = [useId(), useId()];
  const people = useInfiniteQuery({
    queryKey: ["successors", task],
    queryFn: ({ pageParam, signal }) => answered(api.GET("/api/tasks/{task}/successors", { params: { path: { task }, query: { cursor: pageParam } }, signal })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });
  // A page may be short, or empty, although more follow; a role of one unit has few pages.
  const { hasNextPage, isFetching, isError, fetchNextPage } = people;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  const found = people.data?.pages.flatMap((page) => page.items) ?? [];
  const act = useMutation({
    mutationFn: (body: { person: string; reason: string }) =>
      answered(api.POST("/api/tasks/{task}/handover", { params: { path: { task }, header: { "Idempotency-Key": intent.current.keyFor([task, body]) } }, body })),
    onSuccess: async ({ label, holder }) => {
      onClose();
      void message.success(`已移交：${label}现由 ${holder} 办理`, 5);
      await touched("todo");
    },
    onError: (error) => {
      const trouble = toTrouble(error);
      setFaults(byPlace(trouble.fields));
      if (trouble.handling === "stale") void touched("todo");
    },
  });
  const tooLong = overlong(reason, REASON);
  const submit = () => {
    const words = tidy(reason, true);
    const found = { ...(person === undefined && { person: "请选择接办人" }), ...(words === "" && { reason: "请填写移交原因" }) };
    setFaults(found);
    if (person !== undefined && words !== "" && tooLong === undefined) act.mutate({ person, reason: words });
  };
  const mended = (field: string) => setFaults((old) => Object.fromEntries(Object.entries(old).filter(([name]) => name !== field)));
  const fault = (told: string | undefined) =>
    told !== undefined && (
      <p role="alert" style={{ color: "var(--bad)" }}>
        {told}
      </p>
    );
  return (
    <Modal open title="移交任务" okText="移交" cancelText="取消" onOk={submit} onCancel={onClose} confirmLoading={act.isPending} destroyOnHidden>
      <p className="soft long">{title}</p>
      <label htmlFor={personId}>接办人</label>
      <Select
        id={personId}
        style={{ width: "100%" }}
        value={person}
        onChange={(next: string) => {
          setPerson(next);
          mended("person");
        }}
        loading={people.isFetching}
        placeholder="请选择"
        showSearch={{ optionFilterProp: "label" }}
        options={found.map((one) => ({ value: one.id, label: `${one.name}（${one.department_name}）` }))}
        notFoundContent={people.isFetching ? "正在查找…" : "没有可接办的人员，请先为其设置角色"}
      />
      {fault(faults.person)}
      <label htmlFor={reasonId} style={{ display: "block", marginTop: 12 }}>
        移交原因
      </label>
      <TextBox
        id={reasonId}
        value={reason}
        onText={(text) => {
          setReason(text);
          mended("reason");
        }}
        rows={3}
        most={REASON}
        status={tooLong === undefined ? "" : "error"}
        style={{ marginBottom: 20 }}
      />
      {fault(tooLong ?? faults.reason)}
      <TroubleAlert error={people.error ?? act.error} except={["person", "reason"]} />
    </Modal>
  );
}
