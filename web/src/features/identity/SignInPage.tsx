import { useEffect } from "react";
import { useNavigate, useSearchParams } from "react-router";

import { SignInForm } from "@/features/identity/SignInForm";
import css from "@/features/identity/SignInPage.module.css";
import { pathAfterSignIn } from "@/lib/paths";

const STATIONS = ["预算确认", "编制计划", "计划审批", "计划备案", "实施"];

/** Sign in 系统登录. */
export function Component() {
  const navigate = useNavigate();
  const [query] = useSearchParams();
  useEffect(() => {
    document.title = "登录 · 政府采购管理系统";
  }, []);
  return (
    <main className={css.page}>
      <div className={css.words}>
        <h1>政府采购管理系统</h1>
        <p>采购人从预算到计划备案的全部办理，在这里完成。</p>
        <ul className={css.chain} aria-label="办理过程">
          {STATIONS.map((station) => (
            <li key={station}>{station}</li>
          ))}
        </ul>
      </div>
      <section className={css.card} aria-labelledby="sign-in">
        <h2 id="sign-in">用户登录</h2>
        <SignInForm onSignedIn={() => void navigate(pathAfterSignIn(query.get("then")), { replace: true })} />
      </section>
    </main>
  );
}
