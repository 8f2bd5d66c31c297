const fields = "textarea:not([aria-hidden=true]), input:not([type=hidden])";

/** Brings a part of the spec into view with the cursor in it; answers whether it is on the screen. */
export function focusField(where: string): boolean {
  const part = partNamed(where);
  if (part === null) return false;
  // A row may begin with the button that removes it.
  const field = part.matches(fields)
    ? part
    : (part.querySelector<HTMLElement>(fields) ?? part.querySelector("button"));
  part.scrollIntoView({ block: "nearest" });
  field?.focus();
  return field !== null;
}

/** A row that was just added is drawn in a moment; what it begins with gives way to what is typed. */
export const focusFieldSoon = (where: string): void => {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      focusField(where);
      const { activeElement: field } = document;
      if (field instanceof HTMLInputElement) field.select();
    }),
  );
};

/** `output.fields[3]` stands in `output.fields`, which stands in `output`. */
function partNamed(where: string): HTMLElement | null {
  for (let name = where; name !== ""; name = name.replace(/(?:^|\.)[^.[]*$|\[\d+\]$/, "")) {
    const part = document.querySelector<HTMLElement>(`[data-spec="${CSS.escape(name)}"]`);
    if (part !== null) return part;
  }
  return null;
}
