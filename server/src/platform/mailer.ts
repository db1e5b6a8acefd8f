import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import type { Logger } from './log.ts';

export interface Mail {
  /** One address. */
  to: string;
  subject: string;
  text: string;
  html: string;
}

export interface Mailer {
  /** Hands a mail over. @throws Error of the mail server; worth another try unless it says `550` and the like */
  send(mail: Mail): Promise<void>;
  /** Whether mails leave the machine. */
  readonly isDelivering: boolean;
  close(): void;
}

export interface MailerOptions {
  /** `smtp://user:password@host:587` or `smtps://…`; undefined: mails are written to the folder instead. */
  smtpUrl: string | undefined;
  /** `Parlance <no-reply@example.org>` */
  from: string;
  /** Where mails are put that cannot be sent. */
  directory: string;
  log: Logger;
}

/** No mail server takes longer to say something. */
const TIMEOUT_MS = 30_000;

/** Mails by SMTP; without a server they land as files (RFC 5322, `.eml`) that any mail program opens. */
export function createMailer(options: MailerOptions): Mailer {
  return options.smtpUrl === undefined ? createMailFolder(options) : createSmtp(options.smtpUrl, options.from);
}

function createSmtp(url: string, from: string): Mailer {
  const transport = createTransport(
    {
      url,
      pool: true,
      maxConnections: 2,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      // Nothing in a mail may make the server read its own files or call others.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  return {
    isDelivering: true,
    async send(mail) {
      await transport.sendMail(withHeaders(mail));
    },
    close: () => transport.close(),
  };
}

function createMailFolder({ from, directory, log }: MailerOptions): Mailer {
  const transport = createTransport(
    { streamTransport: true, buffer: true, newline: 'unix', disableFileAccess: true, disableUrlAccess: true },
    { from },
  );
  return {
    isDelivering: false,
    async send(mail) {
      const { message } = await transport.sendMail(withHeaders(mail));
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const name = `${new Date().toISOString().replace(/[:.]/g, '-')}-${randomUUID().slice(0, 8)}.eml`;
      const file = path.join(directory, name);
      await writeFile(`${file}.part`, message as Buffer, { mode: 0o600 });
      await rename(`${file}.part`, file);
      log.info({ file }, 'no mail server is configured (PARLANCE_SMTP_URL): a mail was written to a file');
    },
    close: () => transport.close(),
  };
}

/** Nobody answers these, and no out-of-office notice should (RFC 3834). */
const withHeaders = (mail: Mail) => ({ ...mail, headers: { 'Auto-Submitted': 'auto-generated' } });
