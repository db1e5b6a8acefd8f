import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ PARLANCE_ENGINES: 'pocketsphinx,scripted' });
});
afterAll(() => server.stop());

describe('listModels', () => {
  it('200: what is installed, in the order of the configuration', async () => {
    const { status, body } = await server.call('GET', '/api/v3/speech-to-text/models', { key: server.keys.realtime });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      count: 2,
      total_results: 2,
      result: [
        {
          id: 1,
          key: 'en-us',
          language: 'en',
          engine: 'pocketsphinx',
          batch: true,
          custom: false,
          organization_id: null,
        },
        { id: 2, key: 'scripted', language: 'xx' },
      ],
    });
    expect(body.result[0].capabilities).toMatchObject({ word_times: 'measured', word_confidence: true });
  });

  it.each(['en', 'EN', 'en-US', 'en_us', 'en-gb'])('the language %s means the installed English', async (language) => {
    const { body } = await server.call('POST', '/api/v3/speech-to-text/session', {
      key: server.keys.batch,
      json: { language },
    });
    expect(body.language).toBe(language);
    const session = await server.call('GET', `/api/v3/speech-to-text/session/${body.session_id}`, {
      key: server.keys.batch,
    });
    expect(session.body).toMatchObject({ model: 'en-us', engine: 'pocketsphinx' });
  });

  it('the language auto needs a model that tells languages apart', async () => {
    const { status, body } = await server.call('POST', '/api/v3/speech-to-text/session', {
      key: server.keys.batch,
      json: { language: 'auto' },
    });
    expect([status, body.error_code]).toEqual([400, 'INVALID_LANGUAGE']);
    expect(body.detail).toMatch(/Language detection failed: no installed model .* models install/);
  });

  it('401 without a key', async () => {
    expect((await server.call('GET', '/api/v3/speech-to-text/models')).status).toBe(401);
  });
});
