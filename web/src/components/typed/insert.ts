/** Puts text where the caret is, as if it were typed. */
export function insert(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.focus();
  if (typed(text)) return;
  const { selectionStart, selectionEnd, value } = field;
  field.setRangeText(text, selectionStart ?? value.length, selectionEnd ?? value.length, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Nothing else leaves what was there before to Ctrl+Z; not every browser has it. */
function typed(text: string): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
  return "execCommand" in document && document.execCommand("insertText", false, text);
}
