import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { secretIn, startMailServer } from '../../../test/mail-server.ts';
import { startTestServer } from '../../../test/test-server.ts';
import { writeMail } from './mail-texts.ts';

const forgot = '/api/v3/auth/password/forgot';
const json = { email: 'admin@parlance.local' };

describe('mails', () => {
  it('wait for a mail server that is away, sealed, and for a restart; then nothing of them is left', async () => {
    const mails = await startMailServer();
    let refused = 0;
    mails.refuse = () => {
      refused++;
      return 'Come back later';
    };
    const server = await startTestServer({ PARLANCE_SMTP_URL: mails.url });
    try {
      expect((await server.call('POST', forgot, { json })).status).toBe(202);
      await expect.poll(() => refused, { timeout: 20_000 }).toBeGreaterThan(0);
      const rows = await server.running.ctx.db.selectFrom('mails').selectAll().execute();
      expect(rows.map(({ kind }) => kind)).toEqual(['reset']);
      expect(rows[0]?.content.toString('latin1')).not.toContain('token=');
      await server.restart();
      mails.refuse = () => undefined;
      const mail = await mails.mailTo(json.email, /new password/);
      expect(secretIn(mail)).toMatch(/^[\w-]{43}$/);
      expect(mail.html).toContain(secretIn(mail));
      expect(mail.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated');
      await expect
        .poll(() => server.running.ctx.db.selectFrom('mails').selectAll().execute(), { timeout: 10_000 })
        .toEqual([]);
    } finally {
      await server.stop();
      await mails.stop();
    }
  });

  it('become files in the data directory where there is no mail server', async () => {
    const server = await startTestServer();
    try {
      await server.call('POST', forgot, { json });
      const directory = path.join(server.dataDir, 'mails');
      const names = () =>
        readdir(directory)
          .then((all) => all.filter((name) => name.endsWith('.eml')))
          .catch(() => []);
      await expect.poll(names, { timeout: 20_000 }).toHaveLength(1);
      const file = path.join(directory, (await names())[0] as string);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      const mail = await PostalMime.parse(await readFile(file));
      expect([mail.to?.[0]?.address, mail.subject]).toEqual([json.email, 'Choose a new password']);
      expect(mail.text).toContain(`${server.url}/password/reset#token=`);
    } finally {
      await server.stop();
    }
  });
});

describe('writeMail', () => {
  it('escapes what people chose, and lets no line break into a header', () => {
    const mail = writeMail('a@b.example', {
      subject: 'Hello\r\nBcc: all@example.org\u2028x',
      paragraphs: ['<script>alert(1)</script> & "more"'],
      link: { label: '<b>', url: 'https://example.org/?a=1&b="2"' },
    });
    expect(mail.subject).toBe('Hello Bcc: all@example.org x');
    expect(mail.html).not.toMatch(/<script|<b>|b="2"/);
    expect(mail.html).toContain('&lt;script&gt;');
    expect(mail.text).toContain('<script>alert(1)</script>');
  });
});
