import { App, Button } from "antd";
import { useNavigate } from "react-router";

import { useBudgetAct } from "@/features/budgets/acts";
import type { Act, Offer } from "@/features/budgets/offers";
import type { Detail } from "@/features/budgets/queries";
import { formatYuan } from "@/lib/money";
import { paths } from "@/lib/paths";
import { toTrouble } from "@/lib/problem";

interface Asked {
  title: string;
  words: string;
  done: string;
}

/** What is asked before an act, and said after it. */
function askOf(act: "confirm" | "cancel" | "delete", budget: Detail): Asked {
  const amount = `${formatYuan(budget.amount)} 元`;
  switch (act) {
    case "confirm":
      return { title: `确认这项预算？`, words: `“${budget.name}”，${amount}。确认后即可用于编制计划。`, done: "已确认，可以用于编制计划" };
    case "cancel":
      return { title: "撤销这项预算的确认？", words: `撤销后它回到待确认，可以修改、删除或重新确认；在此之前不能用于计划。`, done: "已撤销，可以修改后重新确认" };
    case "delete":
      return {
        title: "删除这项预算？",
        words: budget.from === null ? `“${budget.name}”删除后不能恢复。` : `删除后不能恢复；占用的 ${amount} 退回原预算，原预算恢复如前。`,
        done: "已删除",
      };
  }
}

/** What can be done with a budget; what cannot be done now is disabled, and `Reasons` says why. */
export function BudgetActs({ budget }: { budget: Detail }) {
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const act = useBudgetAct(budget, async (done) => {
    void message.success(askOf(done, budget).done, 5);
    if (done === "delete") await navigate(budget.from === null ? `${paths.confirmBudgets}?year=${budget.year}` : paths.budget(budget.from), { replace: true });
  });
  const begin = (which: Act) => {
    if (which === "edit") return void navigate(paths.editBudget(budget.id));
    if (which === "adjust") return void navigate(paths.adjustBudget(budget.id));
    const { title, words } = askOf(which, budget);
    modal.confirm({
      title,
      content: words,
      icon: null,
      okText: title.slice(0, 2),
      cancelText: "取消",
      okButtonProps: which === "delete" ? { danger: true } : {},
      onOk: () =>
        act.mutateAsync(which).catch((error: unknown) => {
          const { title: told } = toTrouble(error);
          void message.error(told, 8);
        }),
    });
  };
  return budget.acts.map((offer) => <OfferButton key={offer.act} offer={offer} busy={act.isPending} onClick={() => begin(offer.act)} />);
}

function OfferButton({ offer, busy, onClick }: { offer: Offer; busy: boolean; onClick: () => void }) {
  const own = offer.act === "confirm" ? { type: "primary" as const } : offer.act === "delete" ? { danger: true } : {};
  return (
    <Button {...own} disabled={Boolean(offer.disabled) || busy} title={offer.disabled ?? undefined} onClick={onClick}>
      {offer.label}
    </Button>
  );
}
