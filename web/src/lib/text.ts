/** Text as it is kept: what is shown here is what is saved. The server refuses control characters that come by another door. */

/** What separates words and stands for a blank: tab, no-break space. */
const BLANKS = /[\t\u00a0]/gu;
/** What ends a line: CR LF, CR, line and page tabulation, next line, the separators of lines and paragraphs. */
const BREAKS = /\r\n|[\r\n\u000b\u000c\u0085\u2028\u2029]/gu;
/** What nobody sees: other controls, soft hyphen, zero-width and direction characters. */
const UNSEEN = /(?!\n)[\p{Cc}\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** The text with blanks for tabs and without invisible characters; only a field of several `lines` keeps line breaks. */
export const clean = (text: string, lines: boolean): string => text.replace(BLANKS, " ").replace(BREAKS, lines ? "\n" : " ").replace(UNSEEN, "");

/** The text as it is sent: clean, and without blanks around it. */
export const tidy = (text: string, lines = false): string => clean(text, lines).trim();

/** How many characters it counts for; those of other planes are one each. */
export const lengthOf = (text: string): number => Array.from(tidy(text, true)).length;

/** What is said of a text that is too long; undefined of one that is not. */
export function overlong(text: string, most: number): string | undefined {
  const length = lengthOf(text);
  return length > most ? `最多${most}个字，现在有${length}个字` : undefined;
}
