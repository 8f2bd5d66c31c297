const place = "lathe.rater";

/** Who voted last in this browser. A browser without storage forgets it, and nothing else is lost. */
export function rememberedRater(): string {
  try {
    return localStorage.getItem(place) ?? "";
  } catch {
    return "";
  }
}

export function rememberRater(name: string): void {
  try {
    localStorage.setItem(place, name);
  } catch {
    // As said above.
  }
}
