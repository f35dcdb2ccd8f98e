import { useId } from "react";

import css from "@/features/tasks/Decision.module.css";
import { moveKey, type Offer } from "@/features/tasks/decide";

interface ChoiceProps {
  moves: Offer[];
  chosen: string | undefined;
  onChoose: (move: Offer) => void;
  /** What is chosen here, in people's words. */
  legend?: string;
}

/** What may be done 办理方式, in the server's words; what cannot be done now shows why. */
export function MoveChoice({ moves, chosen, onChoose, legend = "办理方式" }: ChoiceProps) {
  const name = useId();
  return (
    <fieldset className={`${css.moves} ${css.field}`}>
      <legend className={css.label}>{legend}</legend>
      {moves.map((move) => {
        const key = moveKey(move);
        const disabled = Boolean(move.disabled);
        return (
          <label key={key} className={css.move}>
            <input type="radio" name={name} checked={chosen === key} disabled={disabled} onChange={() => onChoose(move)} />
            <span>{move.label}</span>
            {move.straight && !disabled && <span className={css.reason}>退回时要求修改后直接送回；不再经过中间环节</span>}
            {disabled && (
              <span className={css.reason}>
                {move.disabled}
              </span>
            )}
          </label>
        );
      })}
    </fieldset>
  );
}

interface ReturnProps {
  move: Offer;
  target: string | undefined;
  straight: boolean;
  fault?: string | undefined;
  onTarget: (step: string) => void;
  onStraight: (straight: boolean) => void;
}

/** Where to return to, and which way it comes back 退回环节 返回方式. */
export function ReturnChoice({ move, target, straight, fault, onTarget, onStraight }: ReturnProps) {
  const name = useId();
  const ways = [
    { straight: false, label: "修改后逐环节重新审批" },
    { straight: true, label: "修改后直接送回本环节", reason: "金额、品目未改动时可直接送回，否则须逐环节审批" },
  ];
  return (
    <>
      <fieldset className={`${css.moves} ${css.field}`}>
        <legend className={css.label}>退回环节</legend>
        {move.targets.map((visit) => (
          <label key={visit.step} className={css.move}>
            <input type="radio" name={`${name}target`} checked={target === visit.step} onChange={() => onTarget(visit.step)} />
            <span className="long">{`${visit.label}（${visit.person.name}）`}</span>
            {visit.successor !== null && <span className={css.reason}>原办理人已不在该岗位，请另选办理人</span>}
          </label>
        ))}
        {fault !== undefined && (
          <p role="alert" className={css.fault}>
            {fault}
          </p>
        )}
      </fieldset>
      {!move.stepwise && (
        <fieldset className={`${css.moves} ${css.field}`}>
          <legend className={css.label}>返回方式</legend>
          {ways.map((way) => (
            <label key={way.label} className={css.move}>
              <input type="radio" name={`${name}way`} checked={straight === way.straight} onChange={() => onStraight(way.straight)} />
              <span>{way.label}</span>
              {way.reason !== undefined && <span className={css.reason}>{way.reason}</span>}
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
