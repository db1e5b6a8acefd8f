import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import PizZip from 'pizzip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderOffice } from './index.ts';

const run = promisify(execFile);

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'parlance-office-test-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const hasLibreOffice = existsSync('/usr/bin/soffice');

const options = { language: 'en', title: 'Weekly <meeting> & more', with_speakers: true, with_timestamps: true };
const signal = new AbortController().signal;

const segment = (text: string, index = 0) => ({
  start_ms: index * 5_000,
  end_ms: index * 5_000 + 4_000,
  speaker: 'Ada' as string | null,
  text,
});

/** Text as LibreOffice reads a DOCX, or pdftotext a PDF. */
async function textOf(format: 'docx' | 'pdf', bytes: Buffer): Promise<string> {
  const file = path.join(directory, `${Math.random().toString(36).slice(2)}.${format}`);
  await writeFile(file, bytes);
  if (format === 'pdf') return (await run('pdftotext', ['-enc', 'UTF-8', file, '-'])).stdout;
  const profile = `-env:UserInstallation=file://${path.join(directory, 'profile')}`;
  const arguments_ = [profile, '--headless', '--convert-to', 'txt:Text (encoded):UTF8', '--outdir', directory, file];
  await run('soffice', arguments_, { timeout: 60_000 });
  return readFile(file.replace(/docx$/, 'txt'), 'utf8');
}

/** As scripts write it that runs from right to left, needs shaping, or is beyond the letters of most fonts. */
const SCRIPTS: [language: string, texts: string[]][] = [
  [
    'ar',
    ['مرحبا بالعالم، هذا نص عربي طويل (بين قوسين) مع رقم 123 وكلمة English في الوسط.', 'لا إله محمّد ثَلاثة قَلْب فِكْرَة'],
  ],
  ['he', ['שלום עולם, זהו טקסט (בסוגריים) עם מספר 2024 ומילה English באמצע.', 'שָׁלוֹם עֲלֵיכֶם']],
  ['ja', ['こんにちは、世界。これは日本語です。', '안녕하세요, 세계.', '你好，世界。繁體中文測試。']],
  [
    'en',
    [
      'e\u0301 a\u030a\u0323. Zoë Ångström office ﬁnal',
      '👍🏽 ❤️ 👨‍👩‍👧 🇳🇱 😀 end',
      'नमस्ते हिन्दी में',
      'said שלום and مرحبا here',
    ],
  ],
  ['ru', ['Русский текст: ёж', 'Ελληνικά κείμενα', 'Tiếng Việt: đây là tiếng Việt', 'čeština žluťoučký kůň']],
];

/** Without white space and marks of direction: these are for whoever shows the text. */
const bare = (text: string) => text.replace(/[\s\u200e\u200f\u202a-\u202e\ufeff]/gu, '');

describe('scripts of the world', () => {
  const inputOf = (format: 'docx' | 'pdf', language: string, texts: string[]) => ({
    format,
    segments: texts.map((text, index) => ({ ...segment(text, index), speaker: null })),
    options: { ...options, language, title: '', with_timestamps: false },
    signal,
  });

  it.each(SCRIPTS)('text comes back from PDF as it was: %s', async (language, texts) => {
    const read = bare(await textOf('pdf', await buffer(await renderOffice(inputOf('pdf', language, texts)))));
    for (const text of texts) expect(read).toContain(bare(text));
  });

  it.skipIf(!hasLibreOffice)('text comes back from DOCX as it was', async () => {
    const texts = SCRIPTS.flatMap(([, some]) => some);
    const read = bare(await textOf('docx', await buffer(await renderOffice(inputOf('docx', 'ar', texts)))));
    for (const text of texts) expect(read).toContain(bare(text));
  });

  it('a DOCX says which way paragraphs and words run', async () => {
    const bytes = await buffer(await renderOffice(inputOf('docx', 'he', ['שלום World', 'Hello'])));
    const xml = new PizZip(bytes).file('word/document.xml')?.asText() ?? '';
    const paragraphs = xml.split('<w:p>').filter((paragraph) => paragraph.includes('"Segment"'));
    expect(paragraphs.map((paragraph) => paragraph.includes('<w:bidi/>'))).toEqual([true, false]);
    expect(xml).toMatch(/<w:rPr><w:rtl\/><\/w:rPr><w:t[^>]*>שלום <.*<w:r><w:t[^>]*>World</);
  });

  it('what no XML can hold is left out', async () => {
    const bytes = await buffer(await renderOffice(inputOf('docx', 'en', ['a\u0000b\u000b\ud800c\ufffe'])));
    expect(new PizZip(bytes).file('word/document.xml')?.asText()).toContain('>a b \ufffdc<');
  });
});

describe('renderOffice', () => {
  it.skipIf(!hasLibreOffice)('a DOCX is read by LibreOffice: title, times, speakers, text', async () => {
    const segments = [segment('Good morning.'), segment('One line\nand another with <markup> & more.', 1)];
    const text = await textOf('docx', await buffer(await renderOffice({ format: 'docx', segments, options, signal })));
    expect(text.replace('\ufeff', '').split(/\r?\n/).slice(0, 4)).toEqual([
      'Weekly <meeting> & more',
      '00:00:00\tAda: Good morning.',
      '00:00:05\tAda: One line',
      'and another with <markup> & more.',
    ]);
  });

  it('a PDF is read by pdftotext', async () => {
    const segments = [segment('Good morning.'), segment('One line\nand another with <markup> & more.', 1)];
    const text = await textOf('pdf', await buffer(await renderOffice({ format: 'pdf', segments, options, signal })));
    for (const part of [
      'Weekly <meeting> & more',
      '00:00:05',
      'Ada: Good morning.',
      'and another with <markup> & more.',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('a language that is none, an odd title, nothing said: a document all the same', async () => {
    const odd = { ...options, language: 'not a_tag!', title: 'a\u0000b\n\ud800' };
    for (const format of ['docx', 'pdf'] as const) {
      const bytes = await buffer(await renderOffice({ format, segments: [segment('')], options: odd, signal }));
      expect(bytes.length).toBeGreaterThan(1_000);
    }
    const bytes = await buffer(await renderOffice({ format: 'pdf', segments: [], options, signal }));
    expect(await textOf('pdf', bytes)).toContain('Weekly');
  });

  it('leaves nothing in the temporary folder, also when nobody waits any more', async () => {
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('parlance-office-')).length;
    const abort = new AbortController();
    const ended = renderOffice({ format: 'pdf', segments: [segment('x')], options, signal: abort.signal });
    abort.abort(new Error('gone'));
    await expect(ended).rejects.toThrow('gone');
    await buffer(await renderOffice({ format: 'docx', segments: [segment('x')], options, signal }));
    await expect
      .poll(async () => (await readdir(tmpdir())).filter((name) => name.startsWith('parlance-office-')).length)
      .toBe(before);
  });
});
