import { Button, Popconfirm } from "antd";
import { useEffect, useState, type ReactNode } from "react";

import css from "@/components/form/Beginning.module.css";
import { Page, Panel } from "@/components/Page";
import { formatInstant } from "@/lib/dates";
import { begunAt, holdOpen, openPlaces } from "@/lib/form/beginnings";
import { dropKept } from "@/lib/form/kept";
import { useAddress } from "@/lib/useAddress";

interface BeginningProps {
  /** How the places begin where this browser keeps those of one person that are not on the server yet. */
  beginning: string;
  /** What is begun, and the title of the page. */
  what: string;
  title: string;
  /** What one of them is about; null where nothing is in it. */
  titled: (form: Record<string, unknown>) => string | null;
  /** The form whose copy is told apart from others by `own`. */
  children: (own: string) => ReactNode;
}

/**
 * Something new is begun, or one goes on with what was begun and not sent. Each has a copy of its own in this browser,
 * so that two tabs do not write over each other; which one it is stands in the address and survives a reload.
 */
export function Beginning({ beginning, what, title, titled, children }: BeginningProps) {
  const { of, set } = useAddress();
  const asked = of("form");
  const [begun, setBegun] = useState(() => begunAt(beginning, titled));
  // Empty until it is chosen.
  const [own, setOwn] = useState(() => asked || (begun.length === 0 ? crypto.randomUUID() : ""));
  if (asked !== "" && asked !== own) setOwn(asked);
  useEffect(() => {
    if (own !== "" && asked === "") set({ form: own }, { replace: true });
  }, [own, asked, set]);
  useEffect(() => (own === "" ? undefined : holdOpen(beginning + own)), [beginning, own]);
  if (own !== "") return children(own);
  const drop = (id: string) => {
    dropKept(beginning + id);
    const left = begunAt(beginning, titled);
    setBegun(left);
    if (left.length === 0) setOwn(crypto.randomUUID());
  };
  return (
    <Page title={title}>
      <Panel title={`有${begun.length}份${what}没有填写完`}>
        <ul className={css.list}>
          {begun.map((one) => (
            <Unfinished key={one.id} place={beginning + one.id} name={one.title} at={one.at} onGoOn={() => setOwn(one.id)} onDrop={() => drop(one.id)} />
          ))}
        </ul>
        <Button type="primary" onClick={() => setOwn(crypto.randomUUID())}>
          另外新增一份
        </Button>
      </Panel>
    </Page>
  );
}

interface UnfinishedProps {
  place: string;
  name: string;
  at: string;
  onGoOn: () => void;
  onDrop: () => void;
}

function Unfinished({ place, name, at, onGoOn, onDrop }: UnfinishedProps) {
  const isOpen = useIsOpen(place);
  return (
    <li>
      <span className={`${css.what ?? ""} long`}>
        {name}
        <br />
        <span className="soft">{isOpen ? "正在另一窗口填写" : at !== "" && `${formatInstant(at)} 填写，留在本机`}</span>
      </span>
      <Button disabled={isOpen} onClick={onGoOn} aria-label={`继续填写 ${name}`}>
        继续填写
      </Button>
      <Popconfirm title="删除后，填写的内容不能找回" okText="删除" cancelText="不删除" okButtonProps={{ danger: true }} onConfirm={onDrop}>
        <Button type="text" danger disabled={isOpen} aria-label={`删除 ${name}`}>
          删除
        </Button>
      </Popconfirm>
    </li>
  );
}

/** Whether it is open in another tab, now or when this one is looked at again. */
function useIsOpen(place: string): boolean {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const look = () => void openPlaces().then((places) => setOpen(places.includes(place)));
    look();
    window.addEventListener("focus", look);
    return () => window.removeEventListener("focus", look);
  }, [place]);
  return isOpen;
}
