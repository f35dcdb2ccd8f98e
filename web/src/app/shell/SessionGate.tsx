import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import { createContext, useCallback, useContext, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { Navigate, useLocation } from "react-router";

import { acting } from "@/api/acting";
import { guardSession } from "@/api/reach";
import { hearSession } from "@/api/tabs";
import { AnotherPerson } from "@/app/shell/AnotherPerson";
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
      <Held found={session.data} at={session.dataUpdatedAt} ended={ended}>
        {children}
      </Held>
    );
  }
  if (session.isError && toTrouble(session.error).handling === "session") {
    return <Navigate to={paths.signIn(pathname + search)} replace />;
  }
  return <Answer query={session}>{() => null}</Answer>;
}

interface HeldProps {
  /** Whose session it is now, as the server said at this time. */
  found: Who;
  at: number;
  ended: boolean;
  children: ReactNode;
}

/** The pages stay those of the person whom they were opened for; when the session is another's, that is told. */
function Held({ found, at, ended, children }: HeldProps) {
  const [first] = useState(found);
  const isAnother = useSyncExternalStore(acting.watch, acting.isAnother);
  const client = useQueryClient();
  const isSame = found.person === first.person;
  const me = isSame ? found : first;
  // Before any request of the pages inside.
  useLayoutEffect(() => {
    acting.as(first.person);
    return () => acting.as(null);
  }, [first]);
  useEffect(() => acting.heard(found.person), [found, at]);
  useEffect(() => {
    if (isAnother && isSame) void client.invalidateQueries({ queryKey: whoAmI.queryKey });
  }, [client, isAnother, isSame]);
  return (
    <Me.Provider value={me}>
      {children}
      <SignInAgain me={me} ended={ended} hidden={isAnother} />
      <AnotherPerson open={isAnother} mine={me.name} {...(!isSame && { theirs: found.name })} />
    </Me.Provider>
  );
}

function SignInAgain({ me, ended, hidden }: { me: Who; ended: boolean; hidden: boolean }) {
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

  const settle = useCallback((same: boolean) => {
    setWaiting(false);
    for (const resolve of waiters.current.splice(0)) resolve(same);
  }, []);
  useEffect(
    () =>
      hearSession(() => {
        // The same person signed in in another tab: what waits here goes on. Nobody did: the session has ended here too.
        const asked = client.query({ ...whoAmI, staleTime: 0 });
        asked.then(({ person }) => settle(person === me.person)).catch(() => undefined);
      }),
    [client, me.person, settle],
  );
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
    <Modal open={(waiting || ended) && !hidden} title="登录已失效，请重新登录" closable={false} keyboard={false} mask={{ closable: false }} footer={null} destroyOnHidden width={440}>
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
