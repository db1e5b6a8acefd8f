import { readdir } from 'node:fs/promises';
import path from 'node:path';
import PizZip from 'pizzip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { templateForm } from '../../../../test/templates.ts';
import { READING, startTestServer, type TestServer } from '../../../../test/test-server.ts';
import { readCaptions } from '../../../captions/formats/read-captions.ts';

const SESSIONS = '/api/v3/speech-to-text/session';

let now = new Date('2026-11-21T12:00:00Z');
let server: TestServer;
let session: string;
let captions: string;
let transcript: string;
beforeAll(async () => {
  server = await startTestServer({}, { now: () => now });
  session = await server.transcribe(READING, { keep_source: true });
  await server.ended(session);
  const make = async (json: unknown) => (await call('POST', `${session}/document`, { json })).body.result.id;
  const speakers = { S1: 'Anna "née" Ö.' };
  const segments = [
    { start: 1_000, stop: 2_500, speaker: 'S1', text: 'Good <b>morning</b>,\nMr & Mrs Bennet.' },
    { start: 3_000, stop: 5_000, speaker: null, text: 'مرحبا 世界 🎉' },
  ];
  captions = `${session}/document/${await make({
    filename: 'Un été: 1/2',
    document: { document_type: 'caption', version: 1, metadata: { language: 'fr', speakers }, content: { segments } },
  })}`;
  transcript = `${session}/document/${await make({})}`;
});
afterAll(() => server.stop());

type Options = { key?: string; json?: unknown; headers?: Record<string, string> };
const call = (method: string, target: string, options: Options = {}) =>
  server.call(method, `${SESSIONS}/${target}`, { key: server.keys.batch, ...options });
const bytesOf = async (target: string) => {
  const response = await fetch(target.startsWith('http') ? target : `${server.url}${SESSIONS}/${target}`, {
    headers: { 'x-zoom-s2t-key': server.keys.batch },
  });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
};

describe('getDocument', () => {
  it.each([
    ['txt', 'text/plain; charset=utf-8', /^\[00:00:01\] Anna "née" Ö\.: Good <b>morning<\/b>, Mr & Mrs Bennet\.\n/],
    ['csv', 'text/csv; charset=utf-8', /"Anna ""née"" Ö\."/],
    ['html', 'text/html; charset=utf-8', /Good &lt;b&gt;morning&lt;\/b&gt;,<br>Mr &amp; Mrs/],
  ])('200: %s', async (format, type, text) => {
    const { status, headers, body } = await call('GET', `${captions}?format=${format}`);
    expect([status, headers.get('content-type')]).toEqual([200, type]);
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="Un _t_ 1 2.${format}"; filename*=UTF-8''Un%20%C3%A9t%C3%A9%201%202.${format}`,
    );
    expect(body).toMatch(text);
  });

  it.each(['srt', 'vtt', 'sbv', 'ttml', 'stl'])('200: %s, read again', async (format) => {
    const { response, bytes } = await bytesOf(`${captions}?format=${format}&without_speakers=true`);
    expect(response.status).toBe(200);
    const [first, second] = readCaptions(bytes).segments;
    // SRT has no way to write a tag that is none.
    const morning = format === 'srt' ? 'morning' : '<b>morning</b>';
    expect(first).toMatchObject({ start_ms: 1_000, text: `Good ${morning},\nMr & Mrs Bennet.` });
    // The Latin table of EBU STL has neither Arabic nor Chinese nor pictures.
    if (format !== 'stl') expect(second).toMatchObject({ start_ms: 3_000, text: 'مرحبا 世界 🎉' });
  });

  it('200: a transcript becomes captions by the rules of the profile', async () => {
    const { body } = await call('GET', `${transcript}?format=srt&profile=social`);
    const { segments } = readCaptions(Buffer.from(body));
    expect(segments.length).toBeGreaterThan(0);
    for (const { text } of segments) for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(24);
  });

  it('200: both TTML profiles and both frame rates', async () => {
    expect((await call('GET', `${captions}?format=ttml`)).body).toContain('imsc1.1/text');
    expect((await call('GET', `${captions}?format=ttml&profile=ebu-tt-d`)).body).toContain('ebu:tt:distribution');
    for (const rate of [25, 30]) {
      const { bytes } = await bytesOf(`${captions}?format=stl&frame_rate=${rate}`);
      expect(bytes.subarray(3, 11).toString()).toBe(`STL${rate}.01`);
    }
  });

  it('200: the offset moves the times of every file, and none in the content', async () => {
    await call('PUT', captions, { json: { timecode_offset: '01:00:00:12' } });
    for (const [format, time] of [
      ['srt', '01:00:01,480'],
      ['vtt', '01:00:01.480'],
      ['sbv', '1:00:01.480'],
      ['ttml', '01:00:01.480'],
      ['txt', '[01:00:01]'],
      ['csv', '01:00:01.480'],
      ['html', '>01:00:01<'],
    ]) {
      expect((await call('GET', `${captions}?format=${format}`)).body, format).toContain(time);
    }
    const { bytes } = await bytesOf(`${captions}?format=stl`);
    expect([...bytes.subarray(1_024 + 5, 1_024 + 9)]).toEqual([1, 0, 1, 12]);
    const { document, timecode_offset } = (await call('GET', captions)).body.result;
    expect([document.content.segments[0].start, timecode_offset]).toEqual([1_000, '01:00:00.480']);
    await call('PUT', captions, { json: { timecode_offset: '00:00:00.000' } });
  });

  it('200: without timestamps, without speakers', async () => {
    const { body } = await call('GET', `${captions}?format=txt&without_timestamps=true&without_speakers=true`);
    expect(body).toBe('Good <b>morning</b>, Mr & Mrs Bennet.\n\nمرحبا 世界 🎉\n\n');
  });

  it('200: never an old file: every change shows in every format at once', async () => {
    const { result } = (await call('GET', captions)).body;
    const [first] = result.document.content.segments;
    for (const round of [1, 2]) {
      for (const format of ['txt', 'srt', 'vtt', 'html']) {
        const text = `Text ${round} for ${format}`;
        await call('PUT', captions, { json: { changes: [{ id: first.id, text }] } });
        expect((await call('GET', `${captions}?format=${format}`)).body).toContain(text);
        expect((await call('GET', captions)).body.result.document.content.segments[0].text).toBe(text);
      }
    }
    await call('POST', `${captions}/revisions/1/restore`);
  });

  it('200: media that was kept, whole or in ranges', async () => {
    const { response, bytes } = await bytesOf(`${captions}?format=media`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'audio/mp4']);
    expect(response.headers.get('content-disposition')).toContain('sense_and_sensibility_01_austen_64kb-0880.m4a');
    const part = await call('GET', `${captions}?format=media`, { headers: { range: 'bytes=0-9' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 0-9/${bytes.length}`]);
    const link = (await call('GET', `${captions}?format=media&direct_download=true`)).body.result;
    expect((await bytesOf(link.download_url)).bytes).toEqual(bytes);
  });

  it('404: media that was not kept', async () => {
    const other = await server.transcribe(READING);
    const { document } = await server.ended(other);
    const answer = await call('GET', `${other}/document/${document.id}?format=media`);
    expect([answer.status, answer.body.error_code]).toEqual([404, 'FILE_NOT_FOUND']);
    expect(answer.body.detail).toMatch(/keep_source/);
  });

  it('400: an unknown format; 404: a revision that is not there; 422: a wrong option', async () => {
    const unknown = await call('GET', `${captions}?format=wav`);
    expect([unknown.status, unknown.body.error_code]).toEqual([400, 'INVALID_FORMAT']);
    expect(unknown.body.detail).toMatch(/srt, vtt/);
    expect((await call('GET', `${captions}?revision=999`)).body.error_code).toBe('REVISION_NOT_FOUND');
    expect((await call('GET', `${captions}?format=stl&frame_rate=24`)).status).toBe(422);
    expect((await call('GET', `${captions}?direct_download=perhaps`)).status).toBe(422);
  });

  it('is reached by the documented older paths too', async () => {
    const alias = captions.replace('/document', '/document');
    for (const prefix of ['/v3/speech-to-text', '/api/v3/speech-to-text', '/v3/speech-to-text/session']) {
      const answer = await server.call('GET', `${prefix}/${alias}/?format=json`, { key: server.keys.batch });
      expect([answer.status, answer.body.result.id], prefix).toEqual([200, captions.split('/').at(-1)]);
    }
  });
});

describe('office documents', () => {
  const TEMPLATES = '/api/v3/organization/templates';

  it('200: docx and pdf, with the text in them', async () => {
    const docx = await bytesOf(`${captions}?format=docx`);
    expect(docx.response.headers.get('content-type')).toMatch(/wordprocessingml/);
    expect(new PizZip(docx.bytes).file('word/document.xml')?.asText()).toContain('Mr &amp; Mrs Bennet.');
    const pdf = await bytesOf(`${captions}?format=pdf`);
    expect([pdf.response.status, pdf.response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const link = (await call('GET', `${captions}?format=pdf&direct_download=true`)).body.result;
    expect(link).toMatchObject({ filename: 'Un été 1 2.pdf', size_bytes: pdf.bytes.length });
  });

  it('200: after a template of the organisation; 404: of another; 422: without one', async () => {
    const { body } = await server.call('POST', TEMPLATES, { key: server.keys.batch, body: templateForm() });
    const { bytes } = await bytesOf(`${captions}?format=template&template_id=${body.result.id}`);
    const text = new PizZip(bytes).file('word/document.xml')?.asText() ?? '';
    expect(text).toContain('Un été: 1/2');
    expect(text).not.toContain('{{');
    const theirs = await server.call('POST', TEMPLATES, { key: server.keys.foreign, body: templateForm() });
    for (const id of [theirs.body.result.id, 999_999]) {
      const answer = await call('GET', `${captions}?format=docx&template_id=${id}`);
      expect([answer.status, answer.body.error_code]).toEqual([404, 'TEMPLATE_NOT_FOUND']);
    }
    expect((await call('GET', `${captions}?format=template`)).body.details.field).toBe('template_id');
  });
});

describe('direct_download', () => {
  const link = async (query: string) => (await call('GET', `${captions}?direct_download=true&${query}`)).body.result;

  it('200: a link to the file without a key, with Range; the same answer around it', async () => {
    const answer = await link('format=srt');
    expect(answer).toMatchObject({
      ...{
        document: null,
        expires_in: 3_600,
        filename: 'Un été 1 2.srt',
        content_type: 'application/x-subrip; charset=utf-8',
      },
      ...{ id: captions.split('/').at(-1), type: 'caption', language: 'fr' },
    });
    expect(answer.download_url).toMatch(new RegExp(`^${server.url.replace('127.0.0.1', '[\\w.]+')}`));
    const whole = await server.call('GET', answer.download_url.replace(/^http:\/\/[^/]+/, server.url));
    expect([whole.status, Buffer.byteLength(whole.body)]).toEqual([200, answer.size_bytes]);
    const part = await server.call('GET', answer.download_url.replace(/^http:\/\/[^/]+/, server.url), {
      headers: { range: 'bytes=5-9' },
    });
    expect([part.status, part.body]).toEqual([206, whole.body.slice(5, 10)]);
  });

  it('200: works for json, which is then the content alone', async () => {
    const answer = await link('format=json');
    const { body } = await server.call('GET', answer.download_url.replace(/^http:\/\/[^/]+/, server.url));
    expect(body).toEqual((await call('GET', captions)).body.result.document);
  });

  it('404: a link that is bent, of another document, too old, or to what was deleted', async () => {
    const answer = await link('format=srt&without_speakers=true');
    const url = new URL(answer.download_url.replace(/^http:\/\/[^/]+/, server.url));
    const status = async (change: (url: URL) => void) => {
      const changed = new URL(url);
      change(changed);
      return (await server.call('GET', changed.href)).status;
    };
    expect(await status(() => {})).toBe(200);
    expect(await status((url) => url.searchParams.set('format', 'vtt'))).toBe(404);
    expect(await status((url) => url.searchParams.delete('without_speakers'))).toBe(404);
    expect(await status((url) => url.searchParams.set('revision', '1'))).toBe(404);
    expect(await status((url) => url.searchParams.set('expires', '9999999999'))).toBe(404);
    const own = captions.split('/').at(-1) as string;
    expect(
      await status((url) => (url.pathname = url.pathname.replace(own, transcript.split('/').at(-1) as string))),
    ).toBe(404);
    now = new Date(now.getTime() + 3_600_000);
    expect(await status(() => {})).toBe(200);
    now = new Date(now.getTime() + 1_000);
    expect(await status(() => {})).toBe(404);
  });

  it('files of a deleted document are gone from storage, and those of a deleted session', async () => {
    const { body } = await call('POST', `${session}/document`, { json: { document_id: captions.split('/').at(-1) } });
    const copy = `${session}/document/${body.result.id}`;
    await call('GET', `${copy}?format=srt`);
    const folder = path.join(server.dataDir, 'storage', 'exports', session);
    expect(await readdir(folder)).toContain(body.result.id);
    await call('DELETE', copy);
    expect(await readdir(folder)).not.toContain(body.result.id);
  });
});
