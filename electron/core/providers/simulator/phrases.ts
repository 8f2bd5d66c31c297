import type { Tone } from "./instructions.ts";
import type { ReplyLanguage } from "./language.ts";

/** The simulator's own words. `a`, `b` and `c` are key phrases of the user's text. */
export interface Phrases {
  opening: Partial<Record<Tone, string>>;
  closing: Partial<Record<Tone, string>>;
  /** Sentences that speak of the topic, from the most to the least important. */
  about(a: string, b: string, c: string): [string, ...string[]];
  /** Sentences of a letter, a story or a description. */
  written(a: string, b: string, c: string): [string, ...string[]];
  steps(a: string, b: string, c: string): [string, ...string[]];
  /** Stand in for key phrases that a short text does not have. */
  spare: [string, string];
  noted(a: string): string;
  greeting: string;
  notInFacts: string;
  fromFacts: string;
  quoted(sentence: string): string;
  nextStep: string;
  empty: string;
}

export const phrases: Record<ReplyLanguage, Phrases> = {
  en: {
    opening: {
      friendly: "Thanks for asking, happy to help!",
      formal: "Thank you for your enquiry.",
      apologetic: "I am sorry for the trouble this has caused.",
    },
    closing: {
      friendly: "Let me know if you would like more!",
      formal: "Please do not hesitate to ask for further details.",
    },
    about: (a, b, c) => [
      `The main point about “${a}” is how it relates to “${b}”.`,
      `What matters most in practice is “${c}”, because it decides how the rest turns out.`,
      `It helps to look at “${a}” first and to settle “${b}” after that.`,
      `A small example makes “${a}” easier to judge than a general rule.`,
      `Where “${c}” is not certain yet, check it before you go on.`,
      `In short, “${a}” is worth your attention, and “${b}” follows from it.`,
    ],
    written: (a, b, c) => [
      `It began with ${a}, and everyone noticed ${b}.`,
      `Behind it stands one simple idea: ${c}.`,
      `Those who know ${a} will see the difference at once.`,
      `With ${b} it becomes part of an ordinary day.`,
      `That is what ${a} is about.`,
    ],
    steps: (a, b, c) => [
      `Write down what “${a}” should achieve.`,
      `Collect what you already know about “${b}”.`,
      `Try it on a small part of “${c}” first.`,
      `Compare the result with what you expected of “${a}”.`,
      `Correct what differs, and note it for the next time.`,
    ],
    spare: ["its purpose", "the details"],
    noted: (a) => `I have noted what you wrote about “${a}”.`,
    greeting: "Hello! What can I do for you?",
    notInFacts: "The given text does not say.",
    fromFacts: "According to the given text:",
    quoted: (sentence) => `“${sentence}”`,
    nextStep: "Next step: reply to this message to confirm, and it will be taken care of today.",
    empty: "There is nothing in the message to answer. Please write what you would like to know.",
  },
  zh: {
    opening: {
      friendly: "您好，很高兴为您解答！",
      formal: "您好，感谢您的咨询。",
      apologetic: "非常抱歉给您带来了不便。",
    },
    closing: { friendly: "还有其他问题随时告诉我哦！", formal: "如需进一步说明，请随时告知。" },
    about: (a, b, c) => [
      `关于“${a}”，最重要的是它与“${b}”的关系。`,
      `实际处理时，建议先确认“${c}”，因为它决定了后面的结果。`,
      `可以先看“${a}”，再考虑“${b}”。`,
      `举一个小例子，比一般的说明更容易理解“${a}”。`,
      `如果“${c}”还不确定，请先核实再继续。`,
      `总的来说，“${a}”值得重点关注，“${b}”会随之明确。`,
    ],
    written: (a, b, c) => [
      `故事从${a}开始，大家很快注意到了${b}。`,
      `背后的想法很简单：${c}。`,
      `了解${a}的人，一眼就能看出不同。`,
      `有了${b}，平常的一天也会不一样。`,
      `这就是${a}的意义。`,
    ],
    steps: (a, b, c) => [
      `写下“${a}”要达到的目标。`,
      `整理已经知道的“${b}”信息。`,
      `先在“${c}”的一小部分上试一试。`,
      `把结果与对“${a}”的预期进行比较。`,
      `修正差异，并记录下来供下次参考。`,
    ],
    spare: ["它的用途", "具体情况"],
    noted: (a) => `您提到的“${a}”已经记录。`,
    greeting: "您好！请问有什么可以帮您？",
    notInFacts: "所给资料中没有提到这一点。",
    fromFacts: "根据所给资料：",
    quoted: (sentence) => `“${sentence}”`,
    nextStep: "下一步：请直接回复确认，我们今天就为您处理。",
    empty: "消息里没有需要回答的内容，请写下您想了解的问题。",
  },
  fr: {
    opening: {
      friendly: "Merci pour votre question !",
      formal: "Nous vous remercions de votre demande.",
      apologetic: "Nous vous prions de nous excuser.",
    },
    closing: { friendly: "N’hésitez pas à demander !" },
    about: (a, b, c) => [
      `Le point principal est le lien entre « ${a} » et « ${b} ».`,
      `Dans la pratique, c’est « ${c} » qui compte le plus, car le reste en dépend.`,
      `Il est utile de regarder « ${a} » d’abord et de régler « ${b} » ensuite.`,
    ],
    written: (a, b, c) => [`Tout a commencé avec ${a} et ${b}.`, `L’idée est simple : ${c}.`],
    steps: (a, b, c) => [
      `Notez le but de « ${a} ».`,
      `Rassemblez ce que vous savez de « ${b} ».`,
      `Essayez d’abord avec « ${c} ».`,
    ],
    spare: ["son but", "les détails"],
    noted: (a) => `J’ai bien noté ce que vous écrivez sur « ${a} ».`,
    greeting: "Bonjour ! Que puis-je faire pour vous ?",
    notInFacts: "Le texte donné ne le dit pas.",
    fromFacts: "D’après le texte donné :",
    quoted: (sentence) => `« ${sentence} »`,
    nextStep: "Prochaine étape : répondez à ce message pour confirmer.",
    empty: "Le message ne contient rien à quoi répondre.",
  },
  de: {
    opening: {
      friendly: "Danke für die Frage, ich helfe gern!",
      formal: "Vielen Dank für Ihre Anfrage.",
      apologetic: "Es tut mir leid, dass das passiert ist.",
    },
    closing: { friendly: "Melden Sie sich gern, wenn noch etwas offen ist!" },
    about: (a, b, c) => [
      `Das Wichtigste ist, wie „${a}“ und „${b}“ zusammenhängen.`,
      `In der Praxis kommt es vor allem auf „${c}“ an, denn davon hängt der Rest ab.`,
      `Es hilft, zuerst auf „${a}“ zu sehen und danach „${b}“ zu klären.`,
    ],
    written: (a, b, c) => [`Es begann mit ${a} und ${b}.`, `Der Gedanke ist einfach: ${c}.`],
    steps: (a, b, c) => [
      `Schreiben Sie auf, was „${a}“ leisten soll.`,
      `Sammeln Sie, was Sie über „${b}“ wissen.`,
      `Probieren Sie es zuerst mit „${c}“.`,
    ],
    spare: ["sein Zweck", "die Einzelheiten"],
    noted: (a) => `Ich habe notiert, was Sie zu „${a}“ schreiben.`,
    greeting: "Guten Tag! Was kann ich für Sie tun?",
    notInFacts: "Der Text sagt dazu nichts.",
    fromFacts: "Nach dem Text gilt:",
    quoted: (sentence) => `„${sentence}“`,
    nextStep: "Nächster Schritt: Antworten Sie auf diese Nachricht, um es zu bestätigen.",
    empty: "Die Nachricht enthält nichts, worauf zu antworten wäre.",
  },
  es: {
    opening: {
      friendly: "¡Gracias por tu pregunta!",
      formal: "Gracias por su consulta.",
      apologetic: "Lamentamos las molestias.",
    },
    closing: { friendly: "¡Escríbeme si necesitas algo más!" },
    about: (a, b, c) => [
      `Lo más importante es la relación entre «${a}» y «${b}».`,
      `En la práctica cuenta sobre todo «${c}», porque de eso depende lo demás.`,
      `Conviene mirar primero «${a}» y resolver después «${b}».`,
    ],
    written: (a, b, c) => [`Todo empezó con ${a} y ${b}.`, `La idea es sencilla: ${c}.`],
    steps: (a, b, c) => [
      `Escriba qué debe lograr «${a}».`,
      `Reúna lo que sabe de «${b}».`,
      `Pruebe primero con «${c}».`,
    ],
    spare: ["su propósito", "los detalles"],
    noted: (a) => `He anotado lo que escribe sobre «${a}».`,
    greeting: "¡Hola! ¿En qué puedo ayudarle?",
    notInFacts: "El texto no lo dice.",
    fromFacts: "Según el texto:",
    quoted: (sentence) => `«${sentence}»`,
    nextStep: "Próximo paso: responda a este mensaje para confirmar.",
    empty: "El mensaje no contiene nada que responder.",
  },
  ja: {
    opening: {
      friendly: "ご質問ありがとうございます！",
      formal: "お問い合わせいただきありがとうございます。",
      apologetic: "ご迷惑をおかけして申し訳ございません。",
    },
    closing: { friendly: "他にもあればお知らせください！" },
    about: (a, b, c) => [
      `「${a}」については、「${b}」との関係が最も大切です。`,
      `実際には「${c}」を先に確認することをおすすめします。`,
      `まず「${a}」を見て、その後「${b}」を決めるとよいでしょう。`,
    ],
    written: (a, b, c) => [`それは${a}と${b}から始まりました。`, `考え方はとても簡単です。${c}です。`],
    steps: (a, b, c) => [
      `「${a}」の目的を書きます。`,
      `「${b}」について分かっていることを集めます。`,
      `まず「${c}」で試します。`,
    ],
    spare: ["その目的", "詳細"],
    noted: (a) => `「${a}」についての内容を承りました。`,
    greeting: "こんにちは。ご用件をお聞かせください。",
    notInFacts: "与えられた文章には書かれていません。",
    fromFacts: "与えられた文章によると、",
    quoted: (sentence) => `「${sentence}」`,
    nextStep: "次のステップ：このメッセージにご返信ください。",
    empty: "お答えする内容がメッセージにありません。",
  },
};
