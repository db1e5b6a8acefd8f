import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface MailServer {
  /** For PARLANCE_SMTP_URL. */
  url: string;
  mails: (Email & { raw: string; recipients: string[] })[];
  /** Waits for a mail to somebody whose subject matches. */
  mailTo(recipient: string, subject: RegExp): Promise<MailServer['mails'][number]>;
  /** As long as it returns a text, mails are refused with it. */
  refuse: () => string | undefined;
  stop(): Promise<void>;
}

/** A real SMTP server on a loopback port that keeps what it is sent. */
export async function startMailServer(): Promise<MailServer> {
  const arrivals = new EventTarget();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', async () => {
        const refusal = mailServer.refuse();
        if (refusal) return done(Object.assign(new Error(refusal), { responseCode: 451 }));
        const raw = Buffer.concat(pieces);
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        mailServer.mails.push({ ...(await PostalMime.parse(raw)), raw: raw.toString(), recipients });
        arrivals.dispatchEvent(new Event('mail'));
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const mailServer: MailServer = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails: [],
    refuse: () => undefined,
    async mailTo(recipient, subject) {
      const deadline = AbortSignal.timeout(20_000);
      for (;;) {
        const found = mailServer.mails.findLast(
          (mail) => mail.recipients.includes(recipient) && subject.test(mail.subject ?? ''),
        );
        if (found) return found;
        if (deadline.aborted) throw new Error(`no mail to ${recipient} about ${subject}`);
        await new Promise<void>((resolve) => {
          arrivals.addEventListener('mail', () => resolve(), { once: true });
          deadline.addEventListener('abort', () => resolve(), { once: true });
        });
      }
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return mailServer;
}

/** The secret behind the `#token=` of the link in a mail. */
export function secretIn(mail: Email): string {
  const secret = /#token=([\w-]+)/.exec(mail.text ?? '')?.[1];
  if (!secret) throw new Error(`no link in: ${mail.text}`);
  return secret;
}
