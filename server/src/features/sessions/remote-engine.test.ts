import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { answerJson, startTranscriptionServer, type TranscriptionServer } from '../../../test/transcription-server.ts';

const SESSIONS = '/api/v3/speech-to-text/session';

let remote: TranscriptionServer;
let server: TestServer;
beforeAll(async () => {
  remote = await startTranscriptionServer();
  server = await startTestServer({
    PARLANCE_ENGINES: 'remote,scripted',
    PARLANCE_REMOTE_ENGINE_URL: `${remote.url}/v1`,
    PARLANCE_REMOTE_ENGINE_KEY: 'secret',
    PARLANCE_REMOTE_ENGINE_MODEL: 'whisper-large-v3',
    PARLANCE_REMOTE_ENGINE_LANGUAGES: 'nl,FR',
  });
});
afterAll(async () => {
  await server?.stop();
  await remote?.close();
});

const get = async (path: string) => (await server.call('GET', path, { key: server.keys.batch })).body;

const textOf = async (id: string) => (await get(`${SESSIONS}/${id}/result`)).result.results[0].text;

describe('the remote engine', () => {
  it('transcribes the languages it is configured for; the session says what did it', async () => {
    const id = await server.transcribe(READING, { language: 'fr-BE', punctuation: true });
    const session = await server.ended(id);
    expect(session).toMatchObject({ status: 'completed', engine: 'remote', model: 'remote-whisper-large-v3' });
    expect(await textOf(id)).toMatch(/^Goedemorgen, allemaal\./);
    const [asked] = remote.asked;
    expect([asked?.authorization, asked?.form.get('model'), asked?.form.get('language')]).toEqual([
      'Bearer secret',
      'whisper-large-v3',
      'fr',
    ]);
  });

  it('gives plain words to whoever asked for no punctuation', async () => {
    const id = await server.transcribe(READING, { language: 'nl' });
    await server.ended(id);
    expect(await textOf(id)).toMatch(/^goedemorgen allemaal/);
  });

  it('is listed with its languages; others are for other engines', async () => {
    const { result } = await get('/api/v3/speech-to-text/models');
    expect(result[0]).toMatchObject({ engine: 'remote', languages: ['nl', 'fr'], realtime: false });
    expect((await server.ended(await server.transcribe(READING, { language: 'xx' }))).engine).toBe('scripted');
  });

  it('a refusal fails the session with its reason', async () => {
    const { answer } = remote;
    remote.answer = (_asked, response) => answerJson(response, 400, { error: { message: 'Unsupported language' } });
    const session = await server.ended(await server.transcribe(READING, { language: 'nl' }));
    expect(session).toMatchObject({ status: 'failed', error_code: 'RECOGNITION_FAILED' });
    remote.answer = answer;
  });

  it('cancelling ends the request within a second', async () => {
    const { answer } = remote;
    let cut = false;
    remote.answer = (_asked, response) => void response.on('close', () => (cut = true));
    const before = remote.asked.length;
    const id = await server.transcribe(READING, { language: 'nl' });
    await expect.poll(() => remote.asked.length, { timeout: 20_000 }).toBe(before + 1);
    await server.call('POST', `${SESSIONS}/${id}/cancel`, { key: server.keys.batch });
    await expect.poll(() => cut, { timeout: 5_000 }).toBe(true);
    remote.answer = answer;
  });
});
