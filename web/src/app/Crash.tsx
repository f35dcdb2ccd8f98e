import { ExclamationCircleOutlined, SearchOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { isRouteErrorResponse, useRouteError } from "react-router";

import { Blank } from "@/components/States";
import { paths } from "@/lib/paths";

/** A page that failed to show, and how to go on. A new version on the server makes old parts unfindable: load anew. */
export function Crash() {
  const error = useRouteError();
  const absent = isRouteErrorResponse(error);
  // A part of the pages that did not come: each browser has its own words for it, the type is the same.
  // Vite's loader has words of its own where the part's style sheet did not come.
  const unloaded = error instanceof Error && (/^Unable to preload CSS/.test(error.message) || (error instanceof TypeError && /import|module/i.test(error.message)));
  const home = (
    <Button href={paths.home} type={absent ? "primary" : "default"}>
      返回工作台
    </Button>
  );
  if (absent) return <Blank icon={<SearchOutlined />} title="没有这个页面" hint="请检查地址，或从菜单重新进入。" actions={home} />;
  return (
    <Blank
      icon={<ExclamationCircleOutlined />}
      title={unloaded ? "页面没有加载成功" : "页面未能显示"}
      hint={unloaded ? "可能是网络中断，或系统刚刚更新。网络恢复后请刷新页面，已填写的内容仍在本机。" : "系统可能刚刚更新，请刷新页面；如仍不成功，请联系管理员。"}
      actions={
        <>
          <Button type="primary" onClick={() => window.location.reload()}>
            刷新页面
          </Button>
          {home}
        </>
      }
    />
  );
}
