export function findBrowser(): string | null;
export function getBrowser(): string | null;
