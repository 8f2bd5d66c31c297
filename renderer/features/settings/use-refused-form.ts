import { type RefObject, useEffect, useRef, useState } from "react";

/** Moves the focus to the first field that was refused, once for each time a form is sent back. */
export function useRefusedForm(): { form: RefObject<HTMLFormElement | null>; sendBack: () => void } {
  const form = useRef<HTMLFormElement>(null);
  const [refusals, setRefusals] = useState(0);
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);
  return { form, sendBack: () => setRefusals((count) => count + 1) };
}
