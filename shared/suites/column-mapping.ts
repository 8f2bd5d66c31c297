import type { Variable } from "../model/content.ts";
import { isVariableName } from "../model/content.ts";
import type { ColumnMapping, ColumnTarget } from "../model/suite.ts";

type SimpleKind = Exclude<ColumnTarget["kind"], "input" | "check">;

/** Names as files have them, compared without case, blanks and signs. The first in a list is the likeliest. */
const knownNames: Record<SimpleKind | "check", string[]> = {
  expected: [
    ..."expected expectedoutput expectedanswer idealanswer referenceanswer referenceoutput reference".split(
      " ",
    ),
    ..."groundtruth goldenanswer golden ideal answer outputs output".split(" "),
    ..."期望 期望输出 期望回答 预期 预期输出 预期结果 参考答案 标准答案 答案".split(" "),
  ],
  name: "name casename title case description 名称 用例 用例名称 标题 描述".split(" "),
  tags: "tags tag labels 标签".split(" "),
  group: "group groupid 分组 组".split(" "),
  weight: "weight 权重".split(" "),
  split: "split datasetsplit 划分 数据划分".split(" "),
  notes: "notes note comment comments 备注 说明".split(" "),
  turns: "turns followups 后续轮次 多轮".split(" "),
  threshold: "threshold 阈值 通过分数".split(" "),
  key: "id key caseid 编号 序号".split(" "),
  check: "checks assert asserts 检查 检查项".split(" "),
  skip: "metric prefix suffix metadata options provider providers".split(" "),
};

/** What Lathe's own and other programs' exports put before the name of an input. */
const inputPrefix = /^(?:inputs?[.:]|vars[.:]|item\.|variables\.)(.+)$/s;

/**
 * What each column probably is: an input of the prompt by its name, else a field of a case by a usual name, else an input
 * of its own name.
 */
export function suggestMapping(columns: string[], variables: Pick<Variable, "name">[] = []): ColumnMapping {
  const mapping = new Map<string, ColumnTarget>();
  const taken = new Set<string>();
  const set = (column: string, target: ColumnTarget) => {
    mapping.set(column, target);
    if (target.kind === "input") taken.add(target.name);
  };
  for (const column of columns) {
    const target = certainTarget(column) ?? variableTarget(column, variables);
    if (target !== null) set(column, target);
  }
  for (const [kind, names] of Object.entries(knownNames)) {
    const place = (column: string) => names.indexOf(bare(column.replace(/ \(\d+\)$/, "")));
    const found = columns
      .filter((column) => !mapping.has(column) && place(column) >= 0)
      .sort((one, other) => place(one) - place(other));
    for (const [index, column] of found.entries()) set(column, fieldTarget(kind, index));
  }
  const rest = columns.filter((column) => !mapping.has(column));
  const open = variables.filter(({ name }) => !taken.has(name));
  // The only column that is left is the only variable that is left, whatever it is called.
  if (rest.length === 1 && open.length === 1 && rest[0] !== undefined && open[0] !== undefined)
    set(rest[0], { kind: "input", name: open[0].name });
  for (const column of rest) if (!mapping.has(column)) set(column, freeInput(inputName(column), taken));
  return Object.fromEntries(columns.map((column) => [column, mapping.get(column) ?? { kind: "skip" }]));
}

/** A second column for what a case has once is left out, so that nothing takes the place of the first. */
function fieldTarget(kind: string, index: number): ColumnTarget {
  if (kind === "check") return { kind };
  if (index === 0 || kind === "tags" || kind === "notes") return { kind: kind as SimpleKind };
  return kind === "name" ? { kind: "notes" } : { kind: "skip" };
}

/** Named so that it can mean nothing else. */
function certainTarget(column: string): ColumnTarget | null {
  if (/^__expected\d*$/.test(column)) return { kind: "check" };
  const checkType = /^check:([a-z][a-z-]*)$/.exec(column)?.[1];
  if (checkType !== undefined) return { kind: "check", checkType };
  const field = /^__(description|threshold)$/.exec(column)?.[1];
  if (field !== undefined) return { kind: field === "description" ? "name" : "threshold" };
  if (/^__(metric|prefix|suffix|providerOutput)$|^__(metadata|config):/.test(column)) return { kind: "skip" };
  const input = inputPrefix.exec(column)?.[1];
  return input !== undefined && input.length <= 64 ? { kind: "input", name: input } : null;
}

function variableTarget(column: string, variables: Pick<Variable, "name">[]): ColumnTarget | null {
  const found =
    variables.find(({ name }) => name === column.trim()) ??
    variables.find(({ name }) => bare(name) === bare(column) && bare(name) !== "");
  return found === undefined ? null : { kind: "input", name: found.name };
}

/** A template can only name a plain identifier. */
function inputName(column: string): string {
  const trimmed = column.trim();
  if (isVariableName(trimmed)) return trimmed;
  const plain = trimmed.replace(/[^\p{L}\p{N}_]+/gu, "_").replace(/^_+|_+$/g, "");
  const name = cut(/^\p{L}/u.test(plain) ? plain : `_${plain}`, 64);
  return isVariableName(name) ? name : cut(`input_${plain}`, 64);
}

/** Two columns never fill one input unless somebody says so. */
function freeInput(wanted: string, taken: Set<string>): ColumnTarget {
  let name = wanted;
  for (let count = 2; taken.has(name); count += 1) name = `${cut(wanted, 58)}_${count}`;
  return { kind: "input", name };
}

const cut = (name: string, most: number): string => name.slice(0, most).replace(/[\uD800-\uDBFF]$/, "");

const bare = (name: string): string => name.toLowerCase().replace(/[\s_.:-]+/g, "");
