import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIBRIVOX, READING, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { type MediaDirectory, mediaDirectory } from '../../speech/media-fixtures.ts';

/** What people really upload. Every case ends in an answer that says why, and the server goes on working. */
const SESSIONS = '/api/v3/speech-to-text/session';
const READING_SECONDS = 2.99;

let server: TestServer;
let media: MediaDirectory;
beforeAll(async () => {
  server = await startTestServer({ PARLANCE_ENGINES: 'scripted,pocketsphinx', PARLANCE_DECODERS: '2' });
  media = await mediaDirectory();
});
afterAll(async () => {
  await server.stop();
  await media.remove();
});

async function transcribe(file: string, body: Record<string, unknown> = {}) {
  const id = await server.transcribe(file, body);
  const session = await server.ended(id);
  const { status, body: answer } = await server.call('GET', `${SESSIONS}/${id}/result`, { key: server.keys.batch });
  expect(status).toBe(200);
  return { session, answer: answer.result };
}

/** The session failed with these words, and nothing of the file is told as words. */
async function expectFailed(file: string, error: RegExp, body: Record<string, unknown> = {}) {
  const { session, answer } = await transcribe(file, body);
  expect(session).toMatchObject({ status: 'failed', stage: null, media_url: null });
  expect(session.error).toMatch(error);
  expect(answer).toMatchObject({ status: 'failed', results: [], error: session.error });
  return session;
}

async function expectGoodFileStillWorks() {
  const { session, answer } = await transcribe(READING);
  expect([session.status, session.duration]).toEqual(['completed', READING_SECONDS]);
  expect(answer.results[0].text).toContain('alpha bravo');
}

const UNDECODABLE = /^Audio format could not be decoded\. Please check file integrity\. \S/;

describe('files that are not media', () => {
  it('no bytes: 422 at once, and the session still takes a good file', async () => {
    const created = await server.call('POST', SESSIONS, { key: server.keys.batch, json: { language: 'xx' } });
    const target = `${SESSIONS}/${created.body.session_id}`;
    const form = new FormData();
    form.append('upload', new Blob([]), 'empty.wav');
    const empty = await server.call('POST', target, { key: server.keys.batch, body: form });
    expect(empty).toMatchObject({
      status: 422,
      body: {
        error: 'Unprocessable Entity',
        error_code: 'VALIDATION_ERROR',
        message: 'The request is not valid: The file is empty.',
        error_description: 'The request is not valid: The file is empty.',
        detail: 'The file is empty.',
        details: { field: 'upload', issue: 'is empty' },
      },
    });
    expect((await server.call('GET', target, { key: server.keys.batch })).body.status).toBe('new');
    const good = await server.call('PUT', target, {
      key: server.keys.batch,
      headers: { 'content-type': 'audio/wav' },
      body: await readFile(READING),
    });
    expect(good.status).toBe(200);
    expect((await server.ended(created.body.session_id)).status).toBe('completed');
  });

  it.each([
    ['a text named .mp3', 'note.mp3', 'This is a text, whatever its name says.\n'.repeat(200)],
    ['one byte', 'one.wav', 'R'],
    ['a web page named .wav', 'page.wav', '<!doctype html><title>404</title><p>Not found'],
    ['random bytes named .mp4', 'random.mp4', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251))],
  ])('%s: failed, could not be decoded', async (_, name, content) => {
    await expectFailed(await media.write(name, content), UNDECODABLE);
    await expectGoodFileStillWorks();
  });

  it('a picture: failed, there is no audio in it', async () => {
    const picture = await media.make('-f', 'lavfi', '-i', 'testsrc=size=64x64', '-frames:v', '1', 'picture.png');
    await expectFailed(picture, UNDECODABLE);
  });

  it.each(['list.m3u8', 'list.mp4'])(
    '%s, a playlist that names a local file: failed, nothing of it is read',
    async (name) => {
      const lines = ['#EXTM3U', '#EXT-X-TARGETDURATION:5', '#EXT-X-MEDIA-SEQUENCE:0', '#EXTINF:2.9,', READING];
      const playlist = await media.write(name, [...lines, '#EXT-X-ENDLIST', ''].join('\n'));
      const session = await expectFailed(playlist, UNDECODABLE, { keep_source: true });
      expect(session.duration).toBe(0);
      const local = lines.map((line) => line.replace(READING, `file:${READING}`));
      await expectFailed(await media.write(`url-${name}`, [...local, '#EXT-X-ENDLIST', ''].join('\n')), UNDECODABLE);
    },
  );

  it.each(['list.ffconcat', 'joined.wav'])(
    '%s, an ffconcat script: failed, nothing of the file it names is read',
    async (name) => {
      const script = await media.write(name, `ffconcat version 1.0\nfile '${READING}'\nduration 2.9\n`);
      const session = await expectFailed(script, UNDECODABLE, { keep_source: true });
      expect(session.duration).toBe(0);
    },
  );
});

describe('damaged media', () => {
  it('an MP4 cut off before its index: failed', async () => {
    const whole = await readFile(await media.make('-i', READING, '-c:a', 'aac', 'index-behind.mp4'));
    expect(whole.indexOf('moov')).toBeGreaterThan(whole.indexOf('mdat'));
    const cut = await media.write('no-index.mp4', whole.subarray(0, whole.indexOf('moov') - 8));
    await expectFailed(cut, UNDECODABLE);
  });

  it('an MP4 cut off in its sound: what is there is transcribed', async () => {
    const whole = await readFile(
      await media.make('-i', READING, '-c:a', 'aac', '-movflags', '+faststart', 'index-in-front.mp4'),
    );
    const start = whole.indexOf('mdat');
    const cut = await media.write('cut.mp4', whole.subarray(0, start + Math.floor((whole.length - start) * 0.6)));
    const { session, answer } = await transcribe(cut);
    expect(session).toMatchObject({ status: 'completed', error: null });
    expect(session.duration).toBeGreaterThan(READING_SECONDS * 0.4);
    expect(session.duration).toBeLessThan(READING_SECONDS * 0.8);
    const [utterance] = answer.results;
    expect(utterance.text).toMatch(/^alpha bravo/);
    expect(utterance.result.at(-1)[2]).toBeLessThanOrEqual(session.duration);
  });

  it('a video without sound: failed', async () => {
    const video = await media.make('-f', 'lavfi', '-i', 'testsrc=size=64x64:rate=5:duration=2', 'silent.mp4');
    const session = await expectFailed(video, /could not be decoded.*without sound/, { keep_source: true });
    expect(session.media_type).toMatch(/^video\//);
  });

  it.each([
    ['far too long', 0x7fff_fff0],
    ['unknown, as a stream has it', 0xffff_ffff],
    ['nothing at all', 0],
  ])('a WAV whose header says its sound is %s: the true length counts', async (_, size) => {
    const wav = await readFile(READING);
    expect(wav.toString('latin1', 36, 40)).toBe('data');
    wav.writeUInt32LE(Math.min(0xffff_ffff, size + 36), 4);
    wav.writeUInt32LE(size, 40);
    const { session, answer } = await transcribe(await media.write('lying.wav', wav));
    expect(session).toMatchObject({ status: 'completed', duration: READING_SECONDS, progress: 100 });
    expect(answer.results[0].text).toContain('alpha bravo');
  });

  it('half a second of sound: failed, too short', async () => {
    const short = await media.make('-i', READING, '-t', '0.5', 'short.wav');
    const session = await expectFailed(short, /^Audio file is too short\. .*0\.50 seconds/);
    expect(session.duration).toBe(0);
    await expectGoodFileStillWorks();
  });
});

describe('unusual sound', () => {
  it('an hour of silence: completed without a word, and quickly', { timeout: 240_000 }, async () => {
    const silence = await media.make('-f', 'lavfi', '-i', 'anullsrc=r=16000:cl=mono', '-t', '3600', 'silence.flac');
    const { session, answer } = await transcribe(silence, { language: 'en' });
    expect(session).toMatchObject({ status: 'completed', duration: 3600, progress: 100, error: null });
    expect(answer.results).toEqual([]);
    const seconds = (Date.parse(session.finished_at) - Date.parse(session.started_at)) / 1000;
    expect(seconds, 'forty times as fast as it plays, with other work on the machine').toBeLessThan(90);
  });

  it('white noise: completed with hardly a word', async () => {
    const noise = await media.make('-f', 'lavfi', '-i', 'anoisesrc=d=20:c=white:a=0.5:seed=7', 'noise.wav');
    const { session, answer } = await transcribe(noise, { language: 'en' });
    expect(session).toMatchObject({ status: 'completed', duration: 20 });
    const words = answer.results.flatMap((utterance: { result: unknown[] }) => utterance.result);
    expect(words.length).toBeLessThanOrEqual(1);
  });

  it('96 kHz, 24 bit, 8 channels: one mix, or each channel on its own', async () => {
    const others = ['0870', '0880', '0890', '0930'].map((part) =>
      path.join(LIBRIVOX, `sense_and_sensibility_01_austen_64kb-${part}.wav`),
    );
    const inputs = [...others, ...others].flatMap((file) => ['-i', file]);
    const merge = `${[0, 1, 2, 3, 4, 5, 6, 7].map((index) => `[${index}:a]`).join('')}amerge=inputs=8`;
    const options = ['-ar', '96000', '-c:a', 'pcm_s24le'];
    const wide = await media.make(...inputs, '-filter_complex', merge, ...options, 'wide.wav');

    const mixed = await transcribe(wide);
    expect(mixed.session).toMatchObject({ status: 'completed', multichannel: false });
    expect(new Set(mixed.answer.results.map((utterance: { channel: number }) => utterance.channel))).toEqual(
      new Set([0]),
    );

    const apart = await transcribe(wide, { multichannel: true });
    expect(apart.session).toMatchObject({ status: 'completed', multichannel: true, duration: mixed.session.duration });
    const channels = new Set<number>(apart.answer.results.map((utterance: { channel: number }) => utterance.channel));
    expect([...channels].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    await expectGoodFileStillWorks();
  });
});
