import { useEffect, useRef } from "react";

import type { Faults } from "@/lib/form/faults";

/** Puts the focus on the first field that has a fault, each time faults are told; the ref belongs on the form. */
export function useFirstFault(faults: Faults) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (Object.keys(faults).length > 0) root.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);
  return root;
}
