import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";

import { App } from "@/app/App";
import { newQueryClient } from "@/app/queries";

/** Shows a part of a page as it stands in the whole. */
export function show(part: ReactNode) {
  return render(
    <App client={newQueryClient()}>
      <MemoryRouter>{part}</MemoryRouter>
    </App>,
  );
}
