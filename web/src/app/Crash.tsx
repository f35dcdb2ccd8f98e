import { Button, Result } from "antd";
import { isRouteErrorResponse, useRouteError } from "react-router";

import { paths } from "@/lib/paths";

/** A page that failed to show, and how to go on. A new version on the server makes old parts unfindable: load anew. */
export function Crash() {
  const error = useRouteError();
  const absent = isRouteErrorResponse(error);
  return (
    <div role="alert">
      <Result
        icon={null}
        status={absent ? "404" : "500"}
        title={absent ? "没有这个页面" : "页面未能显示"}
        subTitle={absent ? "请检查地址，或从菜单重新进入。" : "系统可能刚刚更新，请刷新页面；如仍不成功，请联系管理员。"}
        extra={[
          <Button key="again" type="primary" onClick={() => window.location.reload()}>
            刷新页面
          </Button>,
          <Button key="home" href={paths.home}>
            返回工作台
          </Button>,
        ]}
      />
    </div>
  );
}
