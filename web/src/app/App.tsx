import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { App as Messages, ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import type { ReactNode } from "react";

import { theme } from "@/app/theme";

/** What every page stands in: words, colours, answers that are kept. */
export function App({ client, children }: { client: QueryClient; children: ReactNode }) {
  return (
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }}>
      <Messages style={{ height: "100%" }} message={{ maxCount: 3, top: 60 }}>
        <QueryClientProvider client={client}>{children}</QueryClientProvider>
      </Messages>
    </ConfigProvider>
  );
}
