/** Text without what XML 1.0 cannot hold: control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
export function xmlText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}

const REFERENCES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** The same, as content of an element. */
export function escapedXml(text: string): string {
  return xmlText(text).replace(/[&<>]/g, (character) => REFERENCES[character] as string);
}
