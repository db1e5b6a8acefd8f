import { escapeMarkup } from '../../captions/formats/html.ts';
import type { Mail } from '../../platform/mailer.ts';

/** What a mail says: a few paragraphs, perhaps with one link. */
interface Letter {
  subject: string;
  paragraphs: string[];
  link?: { label: string; url: string };
  /** Below the link. */
  after?: string[];
}

/** The same as text and as HTML. Everything that people chose themselves is escaped, and no line break gets into a header. */
export function writeMail(to: string, { subject, paragraphs, link, after = [] }: Letter): Mail {
  // What looks encoded (RFC 2047) would be decoded by whoever reads it, line breaks and all.
  const oneLine = subject
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll('=?', '= ?')
    .slice(0, 200);
  const text = [...paragraphs, ...(link ? [`${link.label}:\n${link.url}`] : []), ...after].join('\n\n');
  const p = (content: string) => `<p style="margin:0 0 1em">${content}</p>`;
  const button = link
    ? p(
        `<a href="${escapeMarkup(link.url)}" style="display:inline-block;padding:.6em 1.2em;border-radius:.3em;background:#1c4f8c;color:#fff;text-decoration:none">${escapeMarkup(link.label)}</a>`,
      ) + p(`<span style="color:#595959;font-size:.85em;word-break:break-all">${escapeMarkup(link.url)}</span>`)
    : '';
  const html =
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeMarkup(oneLine)}</title></head>` +
    '<body style="font:16px/1.5 system-ui,sans-serif;color:#1c1c1c;max-width:36em;margin:2em auto;padding:0 1em">' +
    `${paragraphs.map(escapeMarkup).map(p).join('')}${button}${after.map(escapeMarkup).map(p).join('')}</body></html>`;
  return { to, subject: oneLine, text: `${text}\n`, html };
}

interface Addressee {
  email: string;
  name: string | null;
}

const greeting = ({ name }: Addressee) => (name ? `Hello ${name},` : 'Hello,');

export const activationMail = (
  to: Addressee,
  { organization, url, days }: { organization: string; url: string; days: number },
) =>
  writeMail(to.email, {
    subject: `Your account with ${organization}`,
    paragraphs: [greeting(to), `${organization} invites you to Parlance. Choose a password to begin.`],
    link: { label: 'Choose a password', url },
    after: [`The link works once, for ${days} days. If you expected no invitation, ignore this mail.`],
  });

export const resetMail = (to: Addressee, { url, minutes }: { url: string; minutes: number }) =>
  writeMail(to.email, {
    subject: 'Choose a new password',
    paragraphs: [greeting(to), 'Somebody, probably you, asked for a new password for this address.'],
    link: { label: 'Choose a new password', url },
    after: [`The link works once, for ${minutes} minutes. If it was not you, ignore this mail: nothing has changed.`],
  });

export const registrationMail = (to: Addressee, { url, hours }: { url: string; hours: number }) =>
  writeMail(to.email, {
    subject: 'Finish your registration',
    paragraphs: [greeting(to), 'Welcome to Parlance. Choose a password, and your account is ready.'],
    link: { label: 'Choose a password', url },
    after: [`The link works once, for ${hours} hours. If it was not you, ignore this mail: nothing was made.`],
  });

export const confirmEmailMail = (to: Addressee, { url, hours }: { url: string; hours: number }) =>
  writeMail(to.email, {
    subject: 'Confirm your e-mail address',
    paragraphs: [greeting(to), 'This address is to be used for an account with Parlance from now on.'],
    link: { label: 'Confirm the address', url },
    after: [`The link works once, for ${hours} hours. If it was not you, ignore this mail: nothing has changed.`],
  });

/** What happened to an account, for whoever owns it to notice. */
export const securityMail = (
  to: Addressee,
  event: { subject: string; sentence: string; at: Date; address: string; device: string | null },
) =>
  writeMail(to.email, {
    subject: event.subject,
    paragraphs: [
      greeting(to),
      event.sentence,
      `When: ${event.at.toUTCString()}\nFrom: ${event.address}${event.device ? `\nWith: ${event.device.slice(0, 200)}` : ''}`,
    ],
    after: ['If it was not you, change your password at once and end the other sessions of your account.'],
  });
