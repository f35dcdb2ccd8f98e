import { CheckOutlined, ClockCircleOutlined, FlagOutlined, LoadingOutlined, RollbackOutlined, UserOutlined } from "@ant-design/icons";
import { Tag } from "antd";
import { useEffect, useRef, type ReactNode } from "react";

import type { Schemas } from "@/api/client";
import css from "@/features/tasks/flow/Chain.module.css";
import { stations, type Standing } from "@/features/tasks/flow/stations";

const MARK: Record<Standing, ReactNode> = {
  passed: <CheckOutlined />,
  turned: <RollbackOutlined />,
  here: <UserOutlined />,
  moving: <LoadingOutlined />,
  ahead: <ClockCircleOutlined />,
  end: <FlagOutlined />,
};

const WORDS: Record<Standing, string> = {
  passed: "已办",
  turned: "已退回",
  here: "办理中",
  moving: "流转中",
  ahead: "可送往",
  end: "结束",
};

/** The chain as a picture 流转状态: each station with who had it, what was done and how long it lay; where it stands is in view. */
export function ChainPicture({ flow }: { flow: Schemas["FlowView"] }) {
  const here = useRef<HTMLLIElement>(null);
  const all = stations(flow);
  const last = all.length - 1;
  useEffect(() => {
    const item = here.current;
    const strip = item?.parentElement;
    if (item && strip) strip.scrollLeft = item.offsetLeft - strip.clientWidth + item.offsetWidth + 120;
  }, [last]);
  return (
    <div className={css.picture}>
      {/* A strip that scrolls must be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ol className={css.strip} tabIndex={0} aria-label="流转过程">
        {all.map((station, index) => (
          <li key={station.key} ref={index === last ? here : undefined} className={`${css.station} ${css[station.standing]}`} aria-current={index === last ? "step" : undefined}>
            <span className={css.mark} aria-hidden>
              {MARK[station.standing]}
            </span>
            <span className={css.name}>
              {station.label}
              {station.round !== undefined && <Tag style={{ marginLeft: 4 }}>第{station.round}轮</Tag>}
            </span>
            <span className={css.person} title={station.person}>
              {station.person || "—"}
            </span>
            <span className={css.done}>
              {station.done ?? WORDS[station.standing]}
              {station.overdue && <b className={css.late}> 已超期</b>}
            </span>
            {station.lay !== undefined && <span className={css.lay}>停留 {station.lay}</span>}
          </li>
        ))}
        {flow.coming.length > 0 && (
          <li className={`${css.station} ${css.ahead}`}>
            <span className={css.mark} aria-hidden>
              {MARK.ahead}
            </span>
            <span className={css.name}>接下来可能</span>
            <ul className={css.coming}>
              {flow.coming.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </li>
        )}
      </ol>
    </div>
  );
}
