import { ExclamationCircleOutlined, SearchOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { isRouteErrorResponse, useRouteError } from "react-router";

import { Blank } from "@/components/States";
import { paths } from "@/lib/paths";

/** A page that failed to show, and how to go on. A new version on the server makes old parts unfindable: load anew. */
export function Crash() {
  const absent = isRouteErrorResponse(useRouteError());
  const home = (
    <Button href={paths.home} type={absent ? "primary" : "default"}>
      返回工作台
    </Button>
  );
  if (absent) return <Blank icon={<SearchOutlined />} title="没有这个页面" hint="请检查地址，或从菜单重新进入。" actions={home} />;
  return (
    <Blank
      icon={<ExclamationCircleOutlined />}
      title="页面未能显示"
      hint="系统可能刚刚更新，请刷新页面；如仍不成功，请联系管理员。"
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
