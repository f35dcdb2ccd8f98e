import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBrowserRouter, RouterProvider } from "react-router";

import "@/app/base.css";
import { App } from "@/app/App";
import { newQueryClient } from "@/app/queries";
import { routes } from "@/app/routes";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
const router = createBrowserRouter(routes);
createRoot(root).render(
  <StrictMode>
    <App client={newQueryClient()}>
      <RouterProvider router={router} />
    </App>
  </StrictMode>,
);
