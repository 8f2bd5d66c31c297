import { isBuiltin } from "node:module";
import { posix } from "node:path";
import { computedImport, readModule } from "./module-text.ts";

/** Source text by path from the repository's root. */
export type SourceTree = ReadonlyMap<string, string>;

/** From left to right: a domain may use what stands to its left. */
const domains = [
  ..."settings providers prompts snippets checks suites design exchange runs tests templates experiments".split(
    " ",
  ),
  ..."refinements releases gateway".split(" "),
  ..."monitoring maintenance retirement lifecycle".split(" "),
];

/** The layer of a path, by its longest known beginning. */
const layers = [
  "shared",
  "electron/core",
  "electron/desktop",
  "electron/loopback",
  "electron/cli",
  "electron",
  "renderer",
  "resources",
] as const;
type Layer = (typeof layers)[number];

const mayUse: Record<Layer, Layer[]> = {
  shared: ["shared"],
  "electron/core": ["shared", "electron/core", "resources"],
  "electron/desktop": ["shared", "electron/core", "electron/desktop"],
  "electron/loopback": ["shared", "electron/core", "electron/loopback"],
  "electron/cli": ["shared", "electron/core", "electron/loopback", "electron/cli"],
  electron: ["shared", "electron/core", "electron/desktop", "electron"],
  renderer: ["shared", "renderer"],
  resources: [],
};

/** Packages that have one home, and where that is. */
const homes: [name: RegExp, isHome: (path: string) => boolean][] = [
  [
    /^electron(\/|$)/,
    (path) => path.startsWith("electron/desktop/") || /^electron\/(main|preload)\.ts$/.test(path),
  ],
  [/^(@langchain\/|langchain|openai(\/|$))/, (path) => /^electron\/core\/(providers|prompts)\//.test(path)],
  [/^(better-sqlite3$|node:sqlite)/, (path) => path.startsWith("electron/core/store/")],
  [/^(monaco-editor|recharts)(\/|$)/, (path) => path.startsWith("renderer/ui/")],
  [/^(react|react-dom|@mantine\/[a-z]+|zustand)(\/|$)/, (path) => path.startsWith("renderer/")],
];

const isTest = (path: string) => /\.test\.tsx?$/.test(path);
const layerOf = (path: string): Layer | undefined => layers.find((layer) => path.startsWith(`${layer}/`));

/** The production files that these rules are about. */
export const isRuled = (path: string): boolean =>
  /\.tsx?$/.test(path) && !isTest(path) && layerOf(path) !== undefined;

/** One sentence for each rule that a file breaks. */
export function findViolations(tree: SourceTree): string[] {
  return [...tree].filter(([path]) => isRuled(path)).flatMap(([path, text]) => violationsOf(path, text));
}

function violationsOf(path: string, text: string): string[] {
  const { imports, texts } = readModule(path, text);
  const found = imports.flatMap((specifier) => brokenRule(path, specifier) ?? []);
  if (!mayHoldSql(path) && texts.some(isSql)) found.push("SQL text stands only in *-store.ts and core/store");
  return found.map((rule) => `${path}: ${rule}`);
}

function brokenRule(path: string, specifier: string): string | null {
  const layer = layerOf(path) as Layer;
  const target = resolve(path, specifier);
  if (specifier === computedImport) return "an import whose name is computed cannot be checked";
  if (target === null) {
    if (isBuiltin(specifier) && !path.startsWith("electron/")) return `${specifier}: Node is not here`;
    const home = homes.find(([name]) => name.test(specifier));
    return home === undefined || home[1](path) ? null : `${specifier} has its home elsewhere`;
  }
  const targetLayer = layerOf(target);
  if (targetLayer !== undefined && !mayUse[layer].includes(targetLayer))
    return `${layer} may not use ${target}`;
  return betweenDomains(path, target) ?? betweenFeatures(path, target);
}

function resolve(path: string, specifier: string): string | null {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(path), specifier);
  if (specifier.startsWith("#shared/")) return specifier.replace("#shared/", "shared/");
  if (specifier.startsWith("#core/")) return specifier.replace("#core/", "electron/core/");
  return null;
}

function betweenDomains(path: string, target: string): string | null {
  const from = domainOf(path);
  const to = domainOf(target);
  if (to === undefined || from === to) return null;
  if (!target.endsWith(`/${to}/index.ts`)) return `${target} is inside a domain: use its index.ts`;
  if (from === undefined || domains.indexOf(to) < domains.indexOf(from)) return null;
  return `the domain ${from} may use only domains to its left, not ${to}`;
}

const domainOf = (path: string): string | undefined =>
  domains.find((domain) => path.startsWith(`electron/core/${domain}/`));

function betweenFeatures(path: string, target: string): string | null {
  const featureOf = (file: string) => /^renderer\/features\/([^/]+)\//.exec(file)?.[1];
  const [from, to] = [featureOf(path), featureOf(target)];
  if (to === undefined || from === to || path.startsWith("renderer/app/") || path === "renderer/main.tsx")
    return null;
  return `a feature or a shared part of the page may not use the feature ${to}`;
}

const isSql = (text: string): boolean =>
  /^\s*(SELECT\s|WITH\s+(RECURSIVE\s+)?\w+(\s*\([^)]*\))?\s+AS\s*\(|(INSERT|REPLACE)\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|(CREATE|ALTER|DROP)\s+(TABLE|INDEX|TRIGGER|VIEW)\s|PRAGMA\s|VACUUM\b)/.test(
    text,
  );
const mayHoldSql = (path: string): boolean =>
  path.endsWith("-store.ts") || path.startsWith("electron/core/store/");
