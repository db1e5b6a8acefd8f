import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createParlance, type Parlance, type ParlanceEvent } from './index.ts';
import { openFile } from './node.ts';
import { RECORDING, relayThatCuts, SHORT_RECORDING, startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
let parlance: Parlance;
beforeAll(async () => {
  server = await startTestServer();
  parlance = createParlance(server);
});
afterAll(() => server?.stop());

/** Counts requests by method and path, and lets them through. */
function counting() {
  const requests: string[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    const { method, url } = new Request(input, { ...init, signal: null });
    requests.push(`${method} ${new URL(url).pathname.replace(/[0-9a-f]{26}/, 'ID')}`);
    return globalThis.fetch(input, init);
  };
  return { requests, fetch };
}

/** Makes a session and deletes it: an event that is quickly had. Gives the session's id. */
async function happen(): Promise<string> {
  const { session_id } = await parlance.createSession({ language: 'en' });
  await parlance.deleteSession(session_id);
  return session_id;
}

describe('events', () => {
  it('tells of every session of this key', async () => {
    const stopping = new AbortController();
    const told: ParlanceEvent[] = [];
    const listening = (async () => {
      for await (const event of parlance.events({ signal: stopping.signal })) {
        told.push(event);
        if (event.event === 'session.completed') return;
      }
    })();
    const { sessionId } = await parlance.upload(await openFile(SHORT_RECORDING), { language: 'en' });
    await listening;
    expect(new Set(told.map(({ session_id }) => session_id))).toEqual(new Set([sessionId]));
    expect(told.at(-1)).toMatchObject({ status: 'completed', percent: 100, document: { type: 'transcript' } });
    const [first] = told;
    const again: ParlanceEvent[] = [];
    for await (const event of parlance.events({ lastEventId: first?.id as number, types: ['session.completed'] })) {
      again.push(event);
      break;
    }
    expect(again).toEqual([told.at(-1)]);
  });

  it('goes on after every cut, misses nothing and tells nothing twice', async () => {
    const relay = await relayThatCuts(server.url, { everyMs: 60, times: 8 });
    const told: string[] = [];
    const made: string[] = [];
    try {
      const through = createParlance({ ...server, url: relay.url });
      const stopping = new AbortController();
      let isListening = () => {};
      const ready = new Promise<void>((resolve) => {
        isListening = resolve;
      });
      const listening = (async () => {
        const { lastEventId } = await newestEvent();
        isListening();
        for await (const event of through.events({ lastEventId, signal: stopping.signal })) {
          told.push(event.session_id as string);
          if (told.length >= 40) return;
        }
      })();
      await ready;
      while (made.length < 40) made.push(await happen());
      await listening;
      expect(relay.cuts).toBe(8);
      expect(told).toEqual(made);
    } finally {
      await relay.close();
    }
  });

  it('throws at once when there is no server or it refuses', async () => {
    const first = (client: Parlance) => client.events().next();
    await expect(first(createParlance({ ...server, url: 'http://127.0.0.1:1' }))).rejects.toMatchObject({
      errorCode: 'NETWORK_ERROR',
    });
    await expect(first(createParlance({ ...server, key: 'wrong' }))).rejects.toMatchObject({ status: 401 });
    await expect(parlance.events({ types: ['nothing'] }).next()).rejects.toMatchObject({
      errorCode: 'INVALID_PARAMETER',
    });
  });

  it('ends when its signal is aborted, with the reason', async () => {
    const stopping = new AbortController();
    const next = parlance.events({ signal: stopping.signal }).next();
    setTimeout(() => stopping.abort(new Error('enough')), 50);
    await expect(next).rejects.toThrow('enough');
  });
});

describe('waitForSession', () => {
  it('follows the stream: every percent is reported, and two answers and one stream are all it takes', async () => {
    const { requests, fetch } = counting();
    const watcher = createParlance({ ...server, fetch });
    const { sessionId } = await parlance.upload(await openFile(RECORDING), { language: 'en' });
    const states: string[] = [];
    const session = await watcher.waitForSession(sessionId, {
      onProgress: ({ status, stage, progress }) => states.push(`${status} ${stage} ${progress}`),
    });
    expect(session).toMatchObject({ status: 'completed', progress: 100 });
    expect(states.at(-1)).toBe('completed null 100');
    expect(states.length).toBeGreaterThan(3);
    const path = '/api/v3/speech-to-text/session/ID';
    expect(requests).toEqual([`GET ${path}`, `GET ${path}/events`, `GET ${path}`]);
  });

  it('goes on after cuts of the stream', async () => {
    const { sessionId } = await parlance.upload(await openFile(RECORDING), { language: 'en' });
    const relay = await relayThatCuts(server.url, { everyMs: 150, times: 4 });
    try {
      const watcher = createParlance({ ...server, url: relay.url });
      const percents: number[] = [];
      const session = await watcher.waitForSession(sessionId, {
        onProgress: ({ progress }) => percents.push(progress),
      });
      expect(session.status).toBe('completed');
      expect(percents).toEqual([...percents].sort((a, b) => a - b));
    } finally {
      await relay.close();
    }
  });

  it('says that a session was deleted meanwhile', async () => {
    const { session_id } = await parlance.createSession({ language: 'en' });
    const waiting = parlance.waitForSession(session_id, {
      onProgress: () => void parlance.deleteSession(session_id).catch(() => {}),
    });
    await expect(waiting).rejects.toMatchObject({ errorCode: 'SESSION_NOT_FOUND' });
  });
});

/** Where the stream of events stands just now. */
async function newestEvent(): Promise<{ lastEventId: number }> {
  const response = await fetch(`${server.url}/api/v3/events`, { headers: { 'x-zoom-s2t-key': server.key } });
  let text = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += new TextDecoder().decode(chunk);
    const id = /^id: (\d+)$/m.exec(text)?.[1];
    if (id) return { lastEventId: Number(id) };
  }
  throw new Error('the stream ended');
}
