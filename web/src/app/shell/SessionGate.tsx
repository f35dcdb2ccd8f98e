import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from "react";
import { Navigate, useLocation } from "react-router";

import { guardSession } from "@/api/reach";
import { Answer } from "@/components/Answer";
import { SignInForm } from "@/features/identity/SignInForm";
import { whoAmI, type Who } from "@/features/identity/session";
import { paths } from "@/lib/paths";
import { toTrouble } from "@/lib/problem";

const Me = createContext<Who | null>(null);

/** The one who is signed in. */
export function useMe(): Who {
  const me = useContext(Me);
  if (me === null) throw new Error("no page stands outside the session");
  return me;
}

/** Lets pages be seen by whoever is signed in, and asks them to sign in again, in place, when the session ends amid work. */
export function SessionGate({ children }: { children: ReactNode }) {
  const session = useQuery(whoAmI);
  const { pathname, search } = useLocation();
  if (session.data) {
    const ended = session.isError && toTrouble(session.error).handling === "session";
    return (
      <Me.Provider value={session.data}>
        {children}
        <SignInAgain key={session.data.person} me={session.data} ended={ended} />
      </Me.Provider>
    );
  }
  if (session.isError && toTrouble(session.error).handling === "session") {
    return <Navigate to={paths.signIn(pathname + search)} replace />;
  }
  return <Answer query={session}>{() => null}</Answer>;
}

function SignInAgain({ me, ended }: { me: Who; ended: boolean }) {
  const [waiting, setWaiting] = useState(false);
  const waiters = useRef<((same: boolean) => void)[]>([]);
  const client = useQueryClient();

  useEffect(() => {
    guardSession(
      () =>
        new Promise((resolve) => {
          waiters.current.push(resolve);
          setWaiting(true);
        }),
    );
    return () => guardSession(null);
  }, []);

  const settle = (same: boolean) => {
    setWaiting(false);
    for (const resolve of waiters.current.splice(0)) resolve(same);
  };
  const leave = () => {
    settle(false);
    client.clear();
    window.location.assign(paths.signIn());
  };
  const back = (who: Who) => {
    if (who.person === me.person) {
      settle(true);
    } else {
      // Another person's page, with nothing of the first one's on it.
      settle(false);
      client.clear();
      window.location.assign(paths.home);
    }
  };
  return (
    <Modal open={waiting || ended} title="登录已失效，请重新登录" closable={false} keyboard={false} mask={{ closable: false }} footer={null} destroyOnHidden width={440}>
      <p className="soft" style={{ marginBottom: 16 }}>
        {me.name}，您已填写的内容仍在本页；重新登录后自动继续。
      </p>
      <SignInForm onSignedIn={back} />
      <Button type="link" block onClick={leave} style={{ marginTop: 8 }}>
        不再继续，返回登录页
      </Button>
    </Modal>
  );
}
