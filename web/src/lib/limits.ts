/** How much the server takes, in characters unless it is said otherwise: the one place where these numbers stand. */

/** Names of plans and budgets 名称. */
export const NAME = 60;
/** 预算批文文号. */
export const DOCUMENT_NUMBER = 60;
/** 数量单位. */
export const MEASURE = 10;
/** 商品参数 of a line. */
export const PARAMETERS = 2000;
/** 办理意见. */
export const OPINION = 500;
/** 调剂理由, 移交原因. */
export const REASON = 500;
/** 情况说明 of a warning. */
export const EXPLANATION = 1000;
/** 备案号. */
export const FILING_NUMBER = 60;
/** 质疑函. */
export const LETTER = { address: 100, postcode: 20, contact: 40, phone: 30, representative: 40, package: 40, demand: 1000 };
/** 质疑事项. */
export const MATTER = { matter: 500, facts: 1000, basis: 500 };
/** 质疑答复. */
export const ANSWER = { answer: 1000, basis: 1000 };
/** Words that one searches by. */
export const WORDS = 60;
/** Lines of a plan or a budget. */
export const LINES = 40;
/** Attachments. */
export const ATTACHMENTS = 20;
