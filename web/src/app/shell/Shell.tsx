import { KeyOutlined, LogoutOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { Suspense, useState, useSyncExternalStore } from "react";
import { NavLink, Outlet, useNavigate, useNavigation } from "react-router";

import { connection } from "@/api/reach";
import { tellSession } from "@/api/tabs";
import { LossBanner } from "@/app/shell/LossBanner";
import { PAGES } from "@/app/shell/menu";
import { SessionGate, useMe } from "@/app/shell/SessionGate";
import css from "@/app/shell/Shell.module.css";
import { Loading } from "@/components/States";
import { ChangePassword } from "@/features/identity/ChangePassword";
import { signOut } from "@/features/identity/session";
import { NoticeBell } from "@/features/tasks/NoticeBell";
import { TodoCount } from "@/features/tasks/TodoCount";
import { paths } from "@/lib/paths";

/** Menu, header and the page itself. */
export function Shell() {
  return (
    <SessionGate>
      <Frame />
    </SessionGate>
  );
}

function Frame() {
  const leaving = useNavigation().state === "loading";
  return (
    <div className={css.frame}>
      <a className={css.skip} href="#main">
        跳到正文
      </a>
      <Header />
      <Menu />
      <main id="main" className={css.main} tabIndex={-1} aria-busy={leaving}>
        <ConnectionBanner />
        <LossBanner />
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}

function Header() {
  const me = useMe();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [changing, setChanging] = useState(false);
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      tellSession();
      await navigate(paths.signIn());
      client.clear();
    },
  });
  return (
    <header className={css.header}>
      <NavLink to={paths.home} className={css.brand}>
        政府采购管理系统
      </NavLink>
      <span className={css.unit} title={me.unit_name}>
        {me.unit_name}
      </span>
      <div className={css.tools}>
        {me.operations.includes("list_notices") && <NoticeBell me={me.person} />}
        <div className={css.person}>
          <span className={css.name} title={me.name}>
            {me.name}
          </span>
          <span className={css.roles} title={me.roles.map((role) => role.label).join("、")}>
            {me.department_name} · {me.roles.map((role) => role.label).join("、")}
          </span>
        </div>
        <Button type="text" className={css.leave} icon={<KeyOutlined />} title="修改密码" aria-label="修改密码" onClick={() => setChanging(true)} />
        <ChangePassword open={changing} onClose={() => setChanging(false)} />
        <Button type="text" className={css.leave} icon={<LogoutOutlined />} loading={leave.isPending} onClick={() => leave.mutate()}>
          退出
        </Button>
      </div>
    </header>
  );
}

function Menu() {
  const me = useMe();
  return (
    <nav className={css.menu} aria-label="主菜单">
      {me.menu.map(({ label, entries }) => (
        <section key={label} aria-label={label}>
          {entries.length > 1 && (
            <h2>
              {entries[0] && PAGES[entries[0].page].icon}
              {label}
            </h2>
          )}
          <ul>
            {entries.map((entry) => {
              const { to, exact, icon } = PAGES[entry.page];
              return (
                <li key={to}>
                  <NavLink to={to} end={exact === true} className={entries.length > 1 ? css.inner : ""}>
                    {entries.length === 1 && icon}
                    {entry.label}
                    {entry.page === "todo" && <TodoCount />}
                  </NavLink>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function ConnectionBanner() {
  const up = useSyncExternalStore(connection.watch, connection.isUp);
  const client = useQueryClient();
  if (up) return null;
  return (
    <div className={css.offline} role="alert">
      <span>无法连接服务器。已填写的内容仍保留在本页，请在网络恢复后重试。</span>
      <Button size="small" onClick={() => void client.refetchQueries({ type: "active" })}>
        重新连接
      </Button>
    </div>
  );
}
