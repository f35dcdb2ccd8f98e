import css from "@/components/ShareBar.module.css";
import { Money } from "@/components/Money";
import { percent } from "@/lib/money";

export interface Share {
  label: string;
  yuan: string;
  tone: "free" | "held" | "bound" | "spent" | "carried" | "kept" | "adjusted";
}

/** An amount and its parts: a bar, and the figures beside it, which say the same without colours. */
export function ShareBar({ total, shares, figures = true }: { total: string; shares: Share[]; figures?: boolean }) {
  const shown = shares.filter((share) => percent(share.yuan, total) > 0);
  const words = shares.map((share) => `${share.label} ${percent(share.yuan, total)}%`).join("，");
  return (
    <div className={css.share}>
      <div className={figures ? css.bar : `${css.bar} ${css.slim}`} role="img" aria-label={words}>
        {shown.map((share) => (
          <span key={share.label} className={css[share.tone]} style={{ width: `${percent(share.yuan, total)}%` }} title={share.label} />
        ))}
      </div>
      {figures && (
        <dl className={css.figures}>
          {shares.map((share) => (
            <div key={share.label}>
              <dt>
                <span className={`${css.dot} ${css[share.tone]}`} />
                {share.label}
              </dt>
              <dd>
                <Money yuan={share.yuan} />
                <span className="faint"> {percent(share.yuan, total)}%</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
