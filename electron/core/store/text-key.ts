/** How texts are compared and searched, whatever their case. In SQL it is `text_key(…)`: SQLite's `lower` knows ASCII only. */
export const textKey = (text: string): string => text.normalize("NFC").toLowerCase();
