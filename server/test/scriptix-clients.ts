// Clients that behave like the public examples of Scriptix (client.py, client_v2.py, run_all.py, compare_engines.py), in
// our own words: what they send, how fast, and what they look for in what comes back.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';

export interface ClientRun {
  /** Every text frame, as it came. */
  texts: string[];
  partials: string[];
  finals: string[];
  /** `[word, start_ms, end_ms, confidence]` of all finals. */
  words: [string, number, number, number | null][];
  sessionId: string | undefined;
  closeCode: number;
}

export interface Pace {
  bytes: number;
  /** Between two sends; 0 as fast as the socket takes them. */
  everyMs: number;
}

export interface ScriptixClient {
  path: string;
  headers?: Record<string, string>;
  start: object;
  pace: Pace;
  /** Looks at the bare text. */
  isListening(text: string): boolean;
  isStopped(text: string): boolean;
  /** Looks at the parsed message, in the order in which that client asks for fields. */
  // biome-ignore lint/suspicious/noExplicitAny: the clients look into messages of every shape
  read(message: any, run: ClientRun): void;
}

/** A WAV stream as a pipe makes it: the sizes are unknown (0xFFFFFFFF), and a LIST chunk comes before the data. */
export async function* wavThroughPipe(file: string): AsyncGenerator<Buffer, void, void> {
  const child = spawn(
    'ffmpeg',
    ['-v', 'error', '-nostdin', '-i', file, '-acodec', 'pcm_s16le', '-ac', '1', '-ar', '16000', '-f', 'wav', '-'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  yield* child.stdout;
}

/** Exactly so many bytes at a time, as `read(n)` of a pipe gives them; the rest at the end. */
export async function* inPieces(source: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer, void, void> {
  let rest = Buffer.alloc(0);
  for await (const chunk of source) {
    rest = Buffer.concat([rest, chunk]);
    for (; rest.length >= bytes; rest = rest.subarray(bytes)) yield rest.subarray(0, bytes);
  }
  if (rest.length > 0) yield rest;
}

/** One recording through one client: connect, start, wait for `listening`, send, stop, read until `stopped`, close. */
export async function runClient(url: string, client: ScriptixClient, file: string): Promise<ClientRun> {
  const socket = new WebSocket(url.replace(/^http/, 'ws') + client.path, { headers: client.headers });
  const run: ClientRun = { texts: [], partials: [], finals: [], words: [], sessionId: undefined, closeCode: 0 };
  const listening = Promise.withResolvers<void>();
  const closed = once(socket, 'close').then(([code]) => code as number);
  socket.on('message', (data, isBinary) => {
    if (isBinary) throw new Error('a binary frame');
    const text = data.toString();
    run.texts.push(text);
    if (client.isListening(text)) listening.resolve();
    if (client.isStopped(text)) return socket.close();
    const message = JSON.parse(text);
    run.sessionId ??= message.session_id;
    if (message.state === undefined) client.read(message, run);
  });
  await once(socket, 'open');
  socket.send(JSON.stringify(client.start));
  await Promise.race([listening.promise, closed.then(() => Promise.reject(new Error(run.texts.join('\n'))))]);
  for await (const piece of inPieces(wavThroughPipe(file), client.pace.bytes)) {
    socket.send(piece);
    if (client.pace.everyMs > 0) await delay(client.pace.everyMs);
  }
  socket.send('{"action": "stop"}');
  run.closeCode = await closed;
  return run;
}

/** What `json.dumps` of Python would look for, and what it looks like without its spaces. */
const isExactlyStopped = (text: string) => text === '{"state": "stopped"}' || text === '{"state":"stopped"}';

/** Reads `partial` first, then `result` with `text`: the first generation's shape. */
const readKaldi: ScriptixClient['read'] = (message, run) => {
  if ('partial' in message) run.partials.push(message.partial);
  else if ('result' in message) {
    for (const [word, start, end, confidence] of message.result) run.words.push([word, start, end, confidence]);
    run.finals.push(message.text);
  }
};

/** Reads what any generation ever sent, the oldest last. */
const readAnything: ScriptixClient['read'] = (message, run) => {
  if (typeof message.partial === 'string') {
    run.partials.push(message.partial);
  } else if (Array.isArray(message.result)) {
    run.finals.push(message.text ?? message.result.map(([word]: [string]) => word).join(' '));
    run.words.push(...message.result);
  } else if (typeof message.transcript === 'string') {
    run[message.is_final ? 'finals' : 'partials'].push(message.transcript);
  } else if (message.result?.hypotheses) {
    run[message.result.final ? 'finals' : 'partials'].push(message.result.hypotheses[0].transcript);
  } else if (typeof message.text === 'string') {
    run[message.is_final ? 'finals' : 'partials'].push(message.text);
  }
};

/** The first generation: the key in a header, 1 024 bytes at a time without a pause. */
export const firstClient = (key: string, language: string): ScriptixClient => ({
  path: `/realtime?language=${language}`,
  headers: { 'x-zoom-s2t-key': key },
  start: { action: 'start' },
  pace: { bytes: 1_024, everyMs: 0 },
  isListening: (text) => JSON.parse(text).state === 'listening',
  isStopped: isExactlyStopped,
  read: readKaldi,
});

/** The same with its key in `start`, and options there. */
export const startKeyClient = (key: string, language: string): ScriptixClient => ({
  ...firstClient(key, language),
  headers: {},
  start: { action: 'start', key, partial: false, actual_numbers: true },
});

/** The second generation, in real time, 200 ms at a time; it looks for states in the bare text. */
export const secondClient = (key: string, language: string, everyMs = 200): ScriptixClient => ({
  path: `/v2/realtime?language=${language}&type=fast`,
  headers: { 'x-zoom-s2t-key': key },
  start: { action: 'start' },
  pace: { bytes: 6_400, everyMs },
  isListening: (text) => text.includes('"listening"'),
  isStopped: (text) => text.includes('"state":"stopped"'),
  read: readKaldi,
});

/** The one that compares engines: a second of audio four times a second, whatever shape comes back. */
export const comparingClient = (path: string, key: string): ScriptixClient => ({
  path,
  headers: { 'X-Zoom-S2T-Key': key },
  start: { action: 'start', partial: true },
  pace: { bytes: 32_768, everyMs: 250 },
  isListening: (text) => JSON.parse(text).state === 'listening',
  isStopped: (text) => JSON.parse(text).state === 'stopped',
  read: readAnything,
});
