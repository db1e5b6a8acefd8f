import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDocx, OFFICE } from '../../test/templates.ts';
import { convertToPdf } from './convert-to-pdf.ts';
import { renderOffice } from './index.ts';

const hasLibreOffice = existsSync('/usr/bin/soffice');
const signal = new AbortController().signal;

let directory: string;
let file: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'parlance-convert-test-'));
  file = path.join(directory, 'document.docx');
  await writeFile(file, makeDocx({ paragraphs: ['Hello'] }));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** A program in the place of LibreOffice. */
async function program(script: string): Promise<string> {
  const target = path.join(directory, 'soffice');
  await writeFile(target, `#!/bin/sh\n${script}\n`);
  await chmod(target, 0o755);
  return target;
}

describe('PDF of a template', () => {
  it.skipIf(!hasLibreOffice)('is made by LibreOffice', { timeout: 60_000 }, async () => {
    const template = makeDocx({ paragraphs: ['{{title}}', '{{#segments}}', '{{speaker}}: {{text}}', '{{/segments}}'] });
    const options = { language: 'en', title: 'Minutes', with_speakers: true, with_timestamps: true };
    const segments = [{ start_ms: 0, end_ms: 1, speaker: 'Ada', text: 'Good morning, שלום.' }];
    const made = await buffer(await renderOffice({ format: 'pdf', segments, options, template, signal }));
    const target = path.join(directory, 'made.pdf');
    await writeFile(target, made);
    const { stdout } = await promisify(execFile)('pdftotext', [target, '-']);
    expect(stdout).toContain('Minutes');
    expect(stdout).toContain('Ada: Good morning');
  });

  it.skipIf(!hasLibreOffice)(
    'even of a document nobody looked through, nothing is fetched',
    { timeout: 60_000 },
    async () => {
      const asked: string[] = [];
      const web = createServer((request, response) => {
        asked.push(`${request.method} ${request.url}`);
        response.end();
      });
      await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
      const url = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
      const external = (id: string, kind: string) =>
        `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${url}/${kind}" TargetMode="External"/>`;
      const field = (text: string) => `<w:p><w:fldSimple w:instr=" ${text} &quot;${url}/field&quot; "/></w:p>`;
      const picture =
        '<w:p><w:r><w:pict><v:shape style="width:50pt;height:50pt"><v:imagedata r:id="p1"/></v:shape></w:pict></w:r></w:p>';
      try {
        const body = `<w:p><w:r><w:t>Hello</w:t></w:r></w:p>${picture}${field('INCLUDEPICTURE')}${field('INCLUDETEXT')}`;
        const relationships = external('p1', 'image') + external('t1', 'attachedTemplate') + external('f1', 'frame');
        await writeFile(file, makeDocx({ body, relationships }));
        await convertToPdf(file, signal);
        expect(asked).toEqual([]);
      } finally {
        web.close();
      }
    },
  );

  it('501 with what to install, where there is no LibreOffice', async () => {
    await expect(convertToPdf(file, signal, 'no-such-program')).rejects.toMatchObject({
      status: 501,
      code: 'NOT_AVAILABLE',
      detail: expect.stringContaining('apt-get install libreoffice-writer-nogui'),
    });
  });

  it.each([
    ['fails', 'exit 3', 'It ended with 3.'],
    ['writes nothing and says that all is well', 'exit 0', 'It wrote no PDF.'],
    [
      'writes something else',
      'for last; do :; done; while [ "$1" != --outdir ]; do shift; done; echo no > "$2/document.pdf"',
      'is no PDF',
    ],
  ])('503 when it %s, and nothing stays', async (_, script, reason) => {
    await expect(convertToPdf(file, signal, await program(script))).rejects.toMatchObject({
      status: 503,
      detail: expect.stringContaining(reason),
    });
    expect((await readdir(directory)).filter((name) => name.startsWith('libreoffice-'))).toEqual([]);
  });

  it('ends the program and what it started when nobody waits any more', async () => {
    const started = path.join(directory, 'started');
    const soffice = await program(`sleep 1000 &\necho $! > ${started}.tmp; mv ${started}.tmp ${started}\nwait`);
    const abort = new AbortController();
    const ended = convertToPdf(file, abort.signal, soffice);
    ended.catch(() => {});
    await expect.poll(() => existsSync(started), { timeout: 10_000 }).toBe(true);
    const pid = Number(readFileSync(started, 'utf8'));
    abort.abort(new Error('gone'));
    await expect(ended).rejects.toThrow('gone');
    const isAlive = () => {
      try {
        return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
      } catch {
        return false;
      }
    };
    await expect.poll(isAlive, { timeout: 10_000 }).toBe(false);
  });

  it('gives the program nothing of our environment', async () => {
    const seen = path.join(directory, 'environment');
    await convertToPdf(file, signal, await program(`env > ${seen}`)).catch(() => {});
    const names = readFileSync(seen, 'utf8')
      .split('\n')
      .map((line) => line.split('=')[0]);
    expect(
      names.filter(
        (name) =>
          name &&
          !['PATH', 'HOME', 'TMPDIR', 'LANG', 'SAL_USE_VCLPLUGIN', 'PWD', 'SHLVL', '_', 'OLDPWD'].includes(name),
      ),
    ).toEqual([]);
  });
});
