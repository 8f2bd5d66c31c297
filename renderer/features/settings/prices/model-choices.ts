import { modelRef } from "#shared/model/content.ts";
import { splitModelRef } from "#shared/model/model-ref.ts";

export interface ModelGroup {
  group: string;
  items: string[];
}

/**
 * What the default-model field offers: the models that answer now by provider, and the chosen one even where its
 * provider is away, so that the field never looks empty while a default is set.
 */
export function modelChoices(listed: string[], chosen: string): ModelGroup[] {
  const groups = new Map<string, string[]>();
  const all = listed.includes(chosen) ? listed : [chosen, ...listed];
  for (const ref of new Set(all)) {
    const { provider } = splitModelRef(ref);
    groups.set(provider, [...(groups.get(provider) ?? []), ref]);
  }
  return [...groups].map(([group, items]) => ({ group, items }));
}

/** A typed reference that no provider listed may still be used: some endpoints list nothing. */
export function typedModel(search: string, listed: string[]): string | null {
  const typed = search.trim();
  return modelRef.safeParse(typed).success && !listed.includes(typed) ? typed : null;
}
