import type { Schemas } from "@/api/client";
import { Money } from "@/components/Money";
import { Panel } from "@/components/Page";
import { ShareBar, type Share } from "@/components/ShareBar";
import type { Balance } from "@/features/plans/wizard/lines";
import css from "@/features/plans/wizard/Wizard.module.css";
import { fromFen, sum, toFen } from "@/lib/money";

/** The parts of an amount, for a bar. */
export const sharesOf = (balance: Schemas["BalanceView"]): Share[] => [
  { label: "可用", yuan: balance.free, tone: "free" },
  { label: "计划占用", yuan: balance.reserved, tone: "held" },
  { label: "合同占用", yuan: balance.contracted, tone: "bound" },
  { label: "已支付", yuan: balance.paid, tone: "spent" },
  { label: "调剂占用", yuan: balance.held, tone: "carried" },
  { label: "已调剂", yuan: balance.adjusted, tone: "carried" },
  { label: "已结转", yuan: balance.carried, tone: "carried" },
];

/** What this plan takes of each budget line that it draws on, and what is left then. */
export function Balances({ balances }: { balances: Balance[] }) {
  if (balances.length === 0) return null;
  return (
    <Panel title="使用预算情况">
      <ul className={css.balances}>
        {balances.map((balance) => (
          <One key={balance.fund.id} {...balance} />
        ))}
      </ul>
    </Panel>
  );
}

function One({ fund: { budget, line }, free, planned, left, isOver }: Balance) {
  const taken = sum([line.amount, `-${free}`]) ?? "0.00";
  const used = (toFen(taken) ?? 0n) < 0n ? "0.00" : taken;
  const shares: Share[] = [
    { label: "本计划", yuan: planned, tone: "held" },
    { label: isOver ? "超出" : "余下", yuan: isOver ? without(left) : left, tone: "free" },
    { label: "其他已用", yuan: used, tone: "carried" },
  ];
  return (
    <li>
      <div className={css.balanceHead}>
        <span className="long">
          {line.item_name} <span className="faint">{budget.name} · 第{line.number}条明细</span>
        </span>
        <span className="number">
          可用 <Money yuan={free} strong />
        </span>
      </div>
      <ShareBar total={isOver ? (sum([planned, used]) ?? line.amount) : line.amount} shares={isOver ? shares.filter(({ label }) => label !== "超出") : shares} />
      {isOver && (
        <p className={css.over} role="alert">
          超出可用 <Money yuan={without(left)} unit />
        </p>
      )}
    </li>
  );
}

/** Without its sign. */
function without(yuan: string): string {
  const fen = toFen(yuan) ?? 0n;
  return fromFen(fen < 0n ? -fen : fen);
}
