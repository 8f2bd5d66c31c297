/** A name for an exported file that no system refuses, and of which none leads out of a folder. */
export function fileNameOf(name: string, ending: string): string {
  const plain = name
    .replace(/[\p{Control}\u2028\u2029<>:"/\\|?*]+/gu, "-")
    .replace(/^[.\s-]+|[.\s-]+$/g, "")
    .slice(0, 100)
    .replace(/[\uD800-\uDBFF]$/, "");
  const isReserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(plain);
  return `${isReserved ? `_${plain}` : plain || "prompt"}.${ending}`;
}
