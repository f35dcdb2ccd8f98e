import css from "@/features/budgets/Budget.module.css";
import type { Offer } from "@/features/budgets/offers";

/** Why what is disabled cannot be done now, in the server's words. */
export function Reasons({ offers }: { offers: Offer[] }) {
  const disabled = offers.filter((offer) => Boolean(offer.disabled));
  if (disabled.length === 0) return null;
  const all = new Set(disabled.map((offer) => offer.disabled));
  const lines = all.size === 1 && disabled.length === offers.length ? [[...all][0]] : disabled.map(({ label, disabled: reason }) => `${label}：${reason ?? ""}`);
  return (
    <ul className={css.reasons} aria-label="不能办理的原因">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
