import { CheckOutlined, ClockCircleOutlined, FlagOutlined, LoadingOutlined, RollbackOutlined, UserOutlined } from "@ant-design/icons";
import { Button, Tag } from "antd";
import { useState, type ReactNode } from "react";

import type { Schemas } from "@/api/client";
import css from "@/features/tasks/flow/Chain.module.css";
import { stations, type Standing, type Station } from "@/features/tasks/flow/stations";

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

/** As many stations as are seen at once; those before them are there for the asking. */
const SHOWN = 8;

/** The chain as a picture 流转状态: each station with who had it, what was done and how long it lay, up to where it stands. */
export function ChainPicture({ flow }: { flow: Schemas["FlowView"] }) {
  const [whole, setWhole] = useState(false);
  const all = stations(flow);
  const hidden = whole || all.length <= SHOWN ? 0 : all.length - SHOWN + 1;
  return (
    <div className={css.picture}>
      {all.length > SHOWN && (
        <Button size="small" aria-expanded={whole} onClick={() => setWhole(!whole)} style={{ marginBottom: 10 }}>
          {whole ? "只看最近的环节" : `展开前面 ${hidden} 个环节`}
        </Button>
      )}
      <ol className={css.strip} aria-label="流转过程" start={hidden + 1}>
        {all.slice(hidden).map((station, index) => (
          <One key={station.key} station={station} isLast={hidden + index === all.length - 1} />
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

function One({ station, isLast }: { station: Station; isLast: boolean }) {
  return (
    <li className={`${css.station} ${css[station.standing]}`} aria-current={isLast ? "step" : undefined}>
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
  );
}
