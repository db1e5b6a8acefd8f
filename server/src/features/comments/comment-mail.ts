import type { Mail } from '../../platform/mailer.ts';
import { writeMail } from '../mails/index.ts';

/** Characters of a comment that a mail shows. */
const MOST_SHOWN = 500;

/** Tells somebody that they are mentioned in a comment. */
export function mentionMail(
  to: { email: string; name: string | null },
  { by, document, text, url }: { by: string; document: string | null; text: string; url: string },
): Mail {
  const title = document ? `“${document}”` : 'a document';
  return writeMail(to.email, {
    subject: `${by} mentioned you in a comment on ${title}`,
    paragraphs: [
      to.name ? `Hello ${to.name},` : 'Hello,',
      `${by} mentioned you in a comment on ${title}:`,
      ...shorten(text)
        .split(/[\r\n\u2028\u2029]+/)
        .filter((line) => line.trim() !== ''),
    ],
    link: { label: 'Open Parlance', url },
    after: ['You can answer in Parlance only: nobody reads what is sent to this address.'],
  });
}

/** Whole characters, as people count them. */
function shorten(text: string): string {
  if (text.length <= MOST_SHOWN) return text;
  const shown: string[] = [];
  let length = 0;
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    length += segment.length;
    if (length > MOST_SHOWN) return `${shown.join('')}…`;
    shown.push(segment);
  }
  return text;
}
