import calendarAgentZh from "../../resources/templates/calendar-agent-zh.json" with { type: "json" };
import codeReviewEn from "../../resources/templates/code-review-en.json" with { type: "json" };
import commitMessageEn from "../../resources/templates/commit-message-en.json" with { type: "json" };
import complaintReplyEn from "../../resources/templates/complaint-reply-en.json" with { type: "json" };
import contractTermsZh from "../../resources/templates/contract-terms-zh.json" with { type: "json" };
import emailThreadDigestEn from "../../resources/templates/email-thread-digest-en.json" with { type: "json" };
import errorDiagnosisZh from "../../resources/templates/error-diagnosis-zh.json" with { type: "json" };
import essayFeedbackZh from "../../resources/templates/essay-feedback-zh.json" with { type: "json" };
import faithfulnessJudgeEn from "../../resources/templates/faithfulness-judge-en.json" with { type: "json" };
import hotlineTicketZh from "../../resources/templates/hotline-ticket-zh.json" with { type: "json" };
import meetingMinutesZh from "../../resources/templates/meeting-minutes-zh.json" with { type: "json" };
import orderAgentEn from "../../resources/templates/order-agent-en.json" with { type: "json" };
import pairwiseJudgeEn from "../../resources/templates/pairwise-judge-en.json" with { type: "json" };
import plainLanguageRewriteEn from "../../resources/templates/plain-language-rewrite-en.json" with {
  type: "json",
};
import questionToSqlEn from "../../resources/templates/question-to-sql-en.json" with { type: "json" };
import ragCitedAnswerEn from "../../resources/templates/rag-cited-answer-en.json" with { type: "json" };
import ragPolicyQaZh from "../../resources/templates/rag-policy-qa-zh.json" with { type: "json" };
import resumeToJsonEn from "../../resources/templates/resume-to-json-en.json" with { type: "json" };
import reviewAnalysisZh from "../../resources/templates/review-analysis-zh.json" with { type: "json" };
import rubricJudgeZh from "../../resources/templates/rubric-judge-zh.json" with { type: "json" };
import shopChatReplyZh from "../../resources/templates/shop-chat-reply-zh.json" with { type: "json" };
import socraticTutorEn from "../../resources/templates/socratic-tutor-en.json" with { type: "json" };
import techDocTranslationZh from "../../resources/templates/tech-doc-translation-zh.json" with {
  type: "json",
};
import ticketTriageEn from "../../resources/templates/ticket-triage-en.json" with { type: "json" };
import uiLocalisationEn from "../../resources/templates/ui-localisation-en.json" with { type: "json" };
import wechatArticleZh from "../../resources/templates/wechat-article-zh.json" with { type: "json" };
import weeklyDataBriefZh from "../../resources/templates/weekly-data-brief-zh.json" with { type: "json" };
import xiaohongshuNoteZh from "../../resources/templates/xiaohongshu-note-zh.json" with { type: "json" };

/** Part of the program, so that a packaged Lathe needs no folder beside it; loaded when the library is first opened. */
export const templateFiles: unknown[] = [
  calendarAgentZh,
  codeReviewEn,
  commitMessageEn,
  complaintReplyEn,
  contractTermsZh,
  emailThreadDigestEn,
  errorDiagnosisZh,
  essayFeedbackZh,
  faithfulnessJudgeEn,
  hotlineTicketZh,
  meetingMinutesZh,
  orderAgentEn,
  pairwiseJudgeEn,
  plainLanguageRewriteEn,
  questionToSqlEn,
  ragCitedAnswerEn,
  ragPolicyQaZh,
  resumeToJsonEn,
  reviewAnalysisZh,
  rubricJudgeZh,
  shopChatReplyZh,
  socraticTutorEn,
  techDocTranslationZh,
  ticketTriageEn,
  uiLocalisationEn,
  wechatArticleZh,
  weeklyDataBriefZh,
  xiaohongshuNoteZh,
];
