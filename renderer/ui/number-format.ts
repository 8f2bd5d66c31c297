/** To make one takes longer than to use it a hundred times, and a table that is scrolled needs many. */
const made = new Map<string, Intl.NumberFormat>();

export function numberFormat(language: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat(language, options);
  made.set(key, format);
  return format;
}
