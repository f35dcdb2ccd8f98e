import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useRef, useState } from "react";
import { useNavigate } from "react-router";

import { answered } from "@/api/answered";
import { api } from "@/api/client";
import { Page, Panel } from "@/components/Page";
import { TroubleAlert } from "@/components/TroubleAlert";
import { TextField } from "@/features/questions/TextField";
import { byPlace } from "@/lib/form/faults";
import { Intent } from "@/lib/intent";
import { FILING_NUMBER } from "@/lib/limits";
import { paths } from "@/lib/paths";
import { toTrouble } from "@/lib/problem";
import { overlong, tidy } from "@/lib/text";
import { useTouched } from "@/lib/touched";

/** Begins a question 提出质疑: the project is named by the number under which its plan is filed. */
export function Component() {
  const navigate = useNavigate();
  const touched = useTouched();
  const intent = useRef(new Intent());
  const [number, setNumber] = useState<string | null>(null);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const act = useMutation({
    mutationFn: (wanted: string) => answered(api.POST("/api/questions", { params: { header: { "Idempotency-Key": intent.current.keyFor(["raise question", wanted]) } }, body: { number: wanted } })),
    onSuccess: async ({ id }) => {
      intent.current.done();
      await touched("question");
      await navigate(paths.question(id));
    },
    onError: (error) => setFaults(byPlace(toTrouble(error).fields)),
  });
  const submit = () => {
    const wanted = tidy(number ?? "");
    setFaults(wanted === "" ? { number: "请填写项目的备案号" } : {});
    if (wanted !== "" && overlong(wanted, FILING_NUMBER) === undefined) act.mutate(wanted);
  };
  return (
    <Page title="提出质疑">
      <Panel title="质疑的采购项目">
        <form
          style={{ maxWidth: 460 }}
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <TextField label="项目备案号" value={number} onChange={setNumber} most={FILING_NUMBER} fault={faults.number} hint="采购公告或采购文件上载明" />
          <TroubleAlert error={act.error} except={["number"]} />
          <Button type="primary" htmlType="submit" loading={act.isPending} style={{ marginTop: 16 }}>
            填写质疑函
          </Button>
        </form>
      </Panel>
      <p className="soft">供应商认为采购文件、采购过程、中标或者成交结果使自己的权益受到损害的，可以在知道或者应当知道之日起七个工作日内提出质疑；针对同一采购程序环节的质疑应当一次性提出。</p>
    </Page>
  );
}
