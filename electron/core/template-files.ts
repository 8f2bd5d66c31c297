import shopChatReplyZh from "../../resources/templates/shop-chat-reply-zh.json" with { type: "json" };
import ticketTriageEn from "../../resources/templates/ticket-triage-en.json" with { type: "json" };

/** Part of the program, so that a packaged Lathe needs no folder beside it; loaded when the library is first opened. */
export const templateFiles: unknown[] = [shopChatReplyZh, ticketTriageEn];
