import { languageOf } from "./language.ts";
import { rankPassages } from "./relevance.ts";
import { stableNumber, termsOf } from "./words.ts";

const lists = [
  /\b(?:classify|categori[sz]e|sort|label|assign|tag|route|rate)\b[^\n:]{0,120}?\b(?:into|as|to|with|under)(?: exactly)?(?: one of)?(?: the (?:following|categories|labels|classes))*(?: (?:categories|labels|classes))?\s*:?\s*([^\n]+)/i,
  /\b(?:one of|choose (?:from|between|among)|categories|labels|classes|options|allowed (?:values|labels)|possible (?:values|labels))(?: (?:are|the following|these|labels|categories))*\s*[:(]?\s*([^\n]+)/i,
  /(?:分类为|分为|归类为|归为|分成|类别(?:有|包括|为|是)?|标签(?:有|包括|为|是)?|以下(?:类别|标签)|选项(?:有|为)?|选择一个|之一)\s*[:：]?\s*([^\n。]+)/,
  /(?:属于|是)\s*([^\n，。？?]{1,20}(?:还是|或)[^\n，。？?]{1,20})/,
];

/** The labels that a prompt allows, as it writes them; fewer than two are no choice. */
export function readLabels(instructions: string): string[] {
  for (const pattern of lists) {
    const tail = pattern.exec(instructions)?.[1];
    if (tail === undefined) continue;
    const labels = splitLabels(tail);
    if (labels.length >= 2) return labels;
  }
  return [];
}

function splitLabels(tail: string): string[] {
  const quoted = [...tail.matchAll(/[“"'‘`「]([^”"'’`」\n]{1,40})[”"'’`」]/g)].map((match) => match[1] ?? "");
  if (quoted.length >= 2) return [...new Set(quoted)].slice(0, 30);
  const list = tail.replace(/[.。;；)）].*$/s, "");
  const parts = list
    .split(/\s*(?:[,，、|/]|\bor\b|\band\b|或者?|还是|和)\s*/i)
    .map((part) => part.trim().replace(/^[-*•:：]+\s*/, ""))
    .filter((part) => part !== "");
  // A clause that goes on as a sentence is no list of labels.
  return parts.length >= 2 && parts.every((part) => part.split(/\s+/).length <= 4 && part.length <= 40)
    ? [...new Set(parts)].slice(0, 30)
    : [];
}

const good =
  /\b(?:love|lovely|great|excellent|good|happy|perfect|thank|amazing|wonderful|best|recommend|fast|pleased|delighted|enjoy)\w*|喜欢|很好|不错|满意|开心|推荐|棒|赞|快|喜爱|完美/gi;
const bad =
  /\b(?:bad|terrible|awful|broken|hate|worst|poor|slow|late|refund|disappoint|angry|damaged|never|problem|wrong|fail|crash|useless|rude|complain|missing|defective|unhappy)\w*|差|坏|破|慢|退货|退款|失望|生气|糟|问题|投诉|错|裂|没收到|不满|难用/gi;

/** How glad a text sounds: above 0 glad, below 0 not. */
export const moodOf = (text: string): number =>
  Math.sign((text.match(good)?.length ?? 0) - (text.match(bad)?.length ?? 0));

const moods: [sign: number, label: RegExp][] = [
  [1, /^(?:positive|pos|happy|good|正面|积极|好评|正向|满意)/i],
  [-1, /^(?:negative|neg|unhappy|bad|负面|消极|差评|负向|不满)/i],
  [0, /^(?:neutral|mixed|中性|中立|一般)/i],
];

/** What a label stands for beyond its own word. */
const hints: [label: RegExp, signs: RegExp][] = [
  [
    /bill|payment|invoice|账单|支付|财务/i,
    /\b(?:invoice|charge|paid|pay|payment|card|bill|price|cost|subscription)\w*|付款|扣费|发票|账单|价格|支付/i,
  ],
  [/refund|return|退/i, /\b(?:refund|return|money back|send back)\w*|退货|退款|不想要/i],
  [
    /ship|deliver|logistic|物流|配送|发货/i,
    /\b(?:ship|deliver|parcel|package|track|courier|arriv)\w*|快递|物流|发货|到货|送达/i,
  ],
  [
    /tech|bug|error|support|技术|故障/i,
    /\b(?:crash|error|bug|login|log in|install|password|not work|broken|app|website|screen)\w*|报错|登录|闪退|安装|故障|崩溃|密码/i,
  ],
  [
    /urgent|high|critical|紧急|高/i,
    /\b(?:urgent|asap|immediately|emergency|down|critical|today|now)\b|紧急|马上|立刻|尽快|今天/i,
  ],
  [/low|低/i, /\b(?:whenever|no rush|someday|minor)\b|不急|有空/i],
  [
    /spam|垃圾/i,
    /\b(?:winner|prize|free money|click here|lottery|congratulations)\b|中奖|点击链接|免费领取/i,
  ],
  [/complain|投诉/i, bad],
  [/praise|compliment|表扬/i, good],
  [/question|inquiry|咨询|提问/i, /[?？]|吗/],
  [/^(?:yes|true|是)$/i, /\b(?:yes|is|does|can|will|has)\b/i],
];

/** Whether a text shows what a label such as "urgent" or "refund" stands for. */
export const hasSigns = (label: string, text: string): boolean => signsIn(label, text) > 0;

const signsIn = (label: string, text: string): number =>
  hints.reduce(
    (sum, [pattern, signs]) =>
      pattern.test(label) ? sum + (text.match(new RegExp(signs.source, "gi"))?.length ?? 0) : sum,
    0,
  );

/** Picks a label for a text: by mood, by what the label stands for, by shared words, else a choice that stays the same. */
export function chooseLabel(labels: string[], text: string): string {
  const mood = moods.filter(([, pattern]) => labels.some((label) => pattern.test(label)));
  if (mood.length >= 2) {
    const wanted = moods.find(([sign]) => sign === moodOf(text));
    const label = labels.find((one) => wanted?.[1].test(one));
    if (label !== undefined) return label;
  }
  const named = labels.filter(
    (label) => termsOf(label).size > 0 && [...termsOf(label)].every((term) => termsOf(text).has(term)),
  );
  if (named.length > 0) return named.reduce((a, b) => (b.length > a.length ? b : a));
  const scored = labels.map((label) => ({ label, score: signsIn(label, text) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  if (best.score > 0) return best.label;
  const byWords = rankPassages(text, labels)[0];
  if (byWords !== undefined && byWords.shared > 0)
    return labels.find((label) => label.includes(byWords.text)) ?? byWords.text;
  const other = labels.find((label) =>
    /^(?:other|others|none|unknown|misc|general|其他|其它|未知|无)$/i.test(label),
  );
  return other ?? labels[stableNumber(`${languageOf(text)}${text}`) % labels.length] ?? "";
}
