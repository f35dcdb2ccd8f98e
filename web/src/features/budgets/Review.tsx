import { useMutation } from "@tanstack/react-query";
import { Alert, App, Button, Tag } from "antd";
import { useRef } from "react";
import { Link } from "react-router";

import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";
import { Money } from "@/components/Money";
import { Panel } from "@/components/Page";
import { TroubleAlert } from "@/components/TroubleAlert";
import { Adjustments, Parts } from "@/features/budgets/Adjustments";
import css from "@/features/budgets/Budget.module.css";
import { PaperList } from "@/features/budgets/PaperList";
import { formatInstant } from "@/lib/dates";
import { Intent } from "@/lib/intent";
import { paths } from "@/lib/paths";
import { useTouched } from "@/lib/touched";

type ReviewView = Schemas["BudgetReviewView"];

/** The added and adjusted budgets of a plan 追加、调剂预算审核: before and after, to be marked as reviewed. */
export function Review({ task, review }: { task: string; review: ReviewView }) {
  const { message } = App.useApp();
  const touched = useTouched();
  const intent = useRef(new Intent());
  const act = useMutation({
    mutationFn: () => {
      const body = { basis: review.basis };
      const params = { path: { task }, header: { "Idempotency-Key": intent.current.keyFor([task, body]) } };
      return answered(api.POST("/api/tasks/{task}/budget-review", { params, body }));
    },
    onSuccess: () => void message.success("已标记为已审核"),
    onSettled: () => touched("todo"),
  });
  return (
    <Panel
      title="追加、调剂预算审核"
      extra={
        review.reviewable && (
          <Button type="primary" loading={act.isPending} onClick={() => act.mutate()}>
            标记已审核
          </Button>
        )
      }
    >
      {review.reviewed_by && review.reviewed_at && (
        <Alert
          type={review.reviewed ? "success" : "warning"}
          showIcon
          className={css.note}
          title={`${review.reviewed_by.name} 于 ${formatInstant(review.reviewed_at)} 审核${review.reviewed ? "" : "；其后预算有变化，需重新审核"}`}
        />
      )}
      <TroubleAlert error={act.error} />
      {review.budgets.map((budget) => (
        <Reviewed key={budget.id} budget={budget} />
      ))}
    </Panel>
  );
}

function Reviewed({ budget }: { budget: ReviewView["budgets"][number] }) {
  return (
    <article className={css.adjustment} aria-label={budget.name}>
      <div className={css.adjustmentHead}>
        <b className="long">
          <Link to={paths.budget(budget.id)}>{budget.name}</Link>
        </b>
        {budget.reasons.map(({ code, label }) => (
          <Tag key={code}>{label}</Tag>
        ))}
        {budget.reviewed ? <Tag color="success">已审核</Tag> : <Tag color="warning">待审核</Tag>}
        <span className="soft">
          {budget.department_name}　{budget.document_number}　{budget.kind_label}　<Money yuan={budget.amount} strong unit />
        </span>
      </div>
      {budget.adjustments.length === 0 ? <Parts title="预算明细" parts={budget.lines} /> : <Adjustments budget={budget.id} adjustments={budget.adjustments} more={false} />}
      {budget.attachments.length > 0 && <PaperList budget={budget.id} papers={budget.attachments} />}
    </article>
  );
}
