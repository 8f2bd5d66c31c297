const fence = /"""|'''|```|~~~/g;
const ruleLine = /^[ \t]{0,8}([-=*_#])\1{2,}[ \t]{0,8}$/gm;
const tag = /<(\/?)([\p{L}_][\p{L}\p{N}_.:-]{0,63})(?:\s[^<>]{0,200})?(\/?)>/gu;

/**
 * Tells of an offset whether it stands inside a fence, between two equal lines of marks, or between a tag and its
 * closing tag. The text is read once; the offsets must be asked for in rising order.
 */
export function enclosedParts(text: string): (offset: number) => boolean {
  return within([...fencedParts(text), ...ruledParts(text), ...taggedParts(text, () => true)]);
}

/** The same for fences and tags that hold an example or foreign text: what is asked for in there is asked of nobody. */
export function quotedParts(text: string): (offset: number) => boolean {
  return within([...fencedParts(text), ...taggedParts(text, (name) => !instructive.test(name))]);
}

const instructive =
  /instruct|rule|format|task|guid|require|role|system|constraint|style|output|prompt|要求|规则|格式|任务|指令|角色/i;

function within(unsorted: Part[]): (offset: number) => boolean {
  const parts = unsorted.sort((a, b) => a[0] - b[0]);
  let next = 0;
  let reached = -1;
  return (offset) => {
    for (let part = parts[next]; part !== undefined && part[0] <= offset; part = parts[next]) {
      reached = Math.max(reached, part[1]);
      next += 1;
    }
    return offset < reached;
  };
}

type Part = [start: number, end: number];

/** Between the first and the second mark of a kind, the third and the fourth, and so on. */
function fencedParts(text: string): Part[] {
  const open = new Map<string, number>();
  const parts: Part[] = [];
  for (const { 0: mark, index } of text.matchAll(fence)) {
    const from = open.get(mark);
    if (from === undefined) open.set(mark, index);
    else {
      parts.push([from, index]);
      open.delete(mark);
    }
  }
  return parts;
}

function ruledParts(text: string): Part[] {
  const last = new Map<string, number>();
  const parts: Part[] = [];
  for (const { 0: line, index } of text.matchAll(ruleLine)) {
    const mark = line.trim();
    const from = last.get(mark);
    if (from !== undefined) parts.push([from, index]);
    last.set(mark, index);
  }
  return parts;
}

function taggedParts(text: string, counts: (name: string) => boolean): Part[] {
  const open = new Map<string, number[]>();
  const parts: Part[] = [];
  for (const { 0: whole, 1: slash, 2: name = "", 3: selfClosing, index } of text.matchAll(tag)) {
    if (selfClosing === "/" || !counts(name)) continue;
    if (slash === "") {
      const starts = open.get(name);
      if (starts === undefined) open.set(name, [index]);
      else starts.push(index);
    } else {
      const from = open.get(name)?.pop();
      if (from !== undefined) parts.push([from, index + whole.length]);
    }
  }
  return parts;
}
