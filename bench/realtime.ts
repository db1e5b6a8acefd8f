import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { WebSocket } from 'ws';
import {
  beginning_ms,
  type Heard,
  type LiveClient,
  openLiveClient,
  PIECE_MS,
  percentile,
  piecesOf,
  speakFor,
} from './live-client.ts';
import { residentBytes, watchMemory } from './memory-sampler.ts';
import { type PausedSpeech, pauseBetween } from './paused-speech.ts';
import type { Benchmark, Figure } from './report.ts';
import { type BenchServer, startProduct, startReference } from './server.ts';
import { makeSpeech } from './speech-fixture.ts';

const run = promisify(execFile);

/** A number of streams can be served when partials of 95 of 100 come this soon after the audio they tell of. */
const LAG_LIMIT_MS = 500;
/** How long each number of streams is tried, and how much of that is not looked at: models are loaded in it. */
const TRY_MS = 60_000;
const WARM_UP_MS = 20_000;
const ENDPOINT_MS = 600;
/** A final whose last word ends so close to the end of speech is its final. */
const NEAR_MS = 700;
const BYTES_PER_MS = 32;
const MANY = 100;
const IDLE = 5_000;
const HOUR_MS = 3_600_000;
const HOURS = 3;

export const realtimeBenchmark: Benchmark = {
  title: 'Live',
  method:
    `Streams of speech (the readings of LibriVox, over and over, ${PIECE_MS} ms in a message, each stream at another place) sent at the ` +
    `pace of speech to \`/v2/realtime\`, \`type=fast\`. Lag of a partial: from sending the audio it tells of until it is received. The ` +
    `largest number of streams whose p95 stays below ${LAG_LIMIT_MS} ms in ${(TRY_MS - WARM_UP_MS) / 1000} s is put against cores ÷ the ` +
    'real-time factor of a bare loop over the same decoder with the same settings, as many processes at once as there are cores, before ' +
    'and after. Final: ' +
    `from sending the last audio somebody speaks in, and the ${ENDPOINT_MS} ms of silence that end it, until it is received, with ` +
    `pauses between the readings. Transport: ` +
    `${MANY} streams with the engine \`scripted\`; lag of partials. Idle: ${IDLE} connections that listen, against a bare \`ws\` server. ` +
    'Memory: three hours of speech sent as fast as it is taken, its highest in all three against that in the first.',
  async run(note) {
    const directory = await mkdtemp(path.join(tmpdir(), 'parlance-bench-'));
    try {
      const { utterances } = await makeSpeech(directory, 0);
      const pcm = Buffer.concat(utterances);
      return [
        ...(await streamFigures(pcm, pauseBetween(utterances), note)),
        ...(await transportFigures(pcm, note)),
        ...(await memoryFigures(pcm, note)),
      ];
    } finally {
      await rm(directory, { recursive: true });
    }
  },
};

/** Real-time factor of the bare loop with all cores at work: the mean of the processes. */
async function bareFactor(): Promise<number> {
  const script = path.join(import.meta.dirname, 'bare-streaming.ts');
  const runs = await Promise.all(
    Array.from({ length: availableParallelism() }, () => run(process.execPath, [script, '2'])),
  );
  const factors = runs.map(({ stdout }) => {
    const { seconds, audio_seconds } = JSON.parse(stdout) as { seconds: number; audio_seconds: number };
    return seconds / audio_seconds;
  });
  return factors.reduce((sum, factor) => sum + factor, 0) / factors.length;
}

async function streamFigures(pcm: Buffer, paused: PausedSpeech, note: (line: string) => void): Promise<Figure[]> {
  const server = await startProduct({
    PARLANCE_ENGINES: 'pocketsphinx',
    PARLANCE_REALTIME_ENDPOINT_MS: String(ENDPOINT_MS),
  });
  try {
    let factor = await bareFactor();
    note(`bare real-time factor ${factor.toFixed(3)}`);
    // The first streams load models.
    await speakTo(server, Math.ceil(availableParallelism() / factor), pcm, WARM_UP_MS);
    /** The machine is not always as fast: the bare loop runs before and after each try. */
    const tryWith = async (count: number) => {
      const { partials } = await speakTo(server, count, pcm, TRY_MS);
      const after = await bareFactor();
      const ideal = (2 * availableParallelism()) / (factor + after);
      const [p50, p95] = [percentile(partials, 0.5), percentile(partials, 0.95)];
      note(
        `${count} streams: p50 ${p50.toFixed(0)}, p95 ${p95.toFixed(0)} ms; bare ${factor.toFixed(3)}, then ${after.toFixed(3)}`,
      );
      factor = after;
      return { count, ideal, fits: p95 < LAG_LIMIT_MS };
    };
    let best = await tryWith(Math.ceil((availableParallelism() / factor) * 0.8));
    while (!best.fits && best.count > 1) best = await tryWith(best.count - 1);
    for (let more = best; more.fits; more = await tryWith(more.count + 1)) best = more;
    const half = Math.max(1, Math.round(best.count / 2));
    const { partials, gaps } = await speakTo(server, half, pcm, TRY_MS);
    const finals = (await speakTo(server, half, paused.pcm, TRY_MS)).finals.flatMap((final) => lagOf(final, paused));
    note(
      `${half} streams: final p50 ${percentile(finals, 0.5).toFixed(0)}, p95 ${percentile(finals, 0.95).toFixed(0)} ms`,
    );
    return [
      {
        name: `streams with p95 partial lag < ${LAG_LIMIT_MS} ms, of cores ÷ bare real-time factor`,
        target: { at: 'least', value: 0.8 },
        ratio: best.count / best.ideal,
        ours: `${best.count} streams`,
        reference: `${best.ideal.toFixed(1)} (factor ${(availableParallelism() / best.ideal).toFixed(3)})`,
      },
      {
        name: 'final after the end of speech at half that load, p95, of 700 ms',
        target: { at: 'most', value: 1 },
        ratio: percentile(finals, 0.95) / 700,
        ours: `${percentile(finals, 0.95).toFixed(0)} ms (p50 ${percentile(finals, 0.5).toFixed(0)})`,
        reference: `${half} streams, ${finals.length} finals`,
      },
      {
        name: 'time between partials while somebody speaks at half that load, p95, of 300 ms',
        target: { at: 'most', value: 1 },
        ratio: percentile(gaps, 0.95) / 300,
        ours: `${percentile(gaps, 0.95).toFixed(0)} ms`,
        reference: `${half} streams, p50 lag ${percentile(partials, 0.5).toFixed(0)} ms`,
      },
    ];
  } finally {
    await server.stop();
  }
}

/** Lags of what so many streams heard after the warm-up, milliseconds. */
async function speakTo(server: BenchServer, count: number, pcm: Buffer, durationMs: number) {
  const clients = await openClients(server, count);
  const begin = performance.now();
  await speakFor(clients, pcm, durationMs);
  const heard = clients.map((client) => ({ client, said: client.heard.filter(({ at }) => at > begin + WARM_UP_MS) }));
  // What is behind is not left to the next try.
  await Promise.all(clients.map((client) => client.stop()));
  const partials = heard.flatMap(({ client, said }) =>
    said.filter(({ isFinal }) => !isFinal).map(({ at, offset_ms }) => at - client.sentAt(offset_ms)),
  );
  const finals = heard.flatMap(({ client, said }, index) =>
    said
      .filter(({ isFinal, wordsEnd_ms }) => isFinal && wordsEnd_ms > 0)
      .map((final) => ({ ...final, client, begin_ms: beginning_ms(pcm, index, count) })),
  );
  const gaps = heard.flatMap(({ said }) =>
    said.slice(1).flatMap(({ at, isFinal }, index) => {
      const before = said[index];
      return isFinal || !before || before.isFinal ? [] : [at - before.at];
    }),
  );
  return { partials, finals, gaps };
}

/** Milliseconds from the end of speech, and the silence after it, to its final; none when speech goes on behind it. */
function lagOf(final: Heard & { client: LiveClient; begin_ms: number }, { pcm, ends_ms }: PausedSpeech): number[] {
  const { at, client, begin_ms, wordsEnd_ms } = final;
  const place = (begin_ms + wordsEnd_ms) % (pcm.length / BYTES_PER_MS);
  const end = ends_ms.find((end_ms) => Math.abs(end_ms - place) < NEAR_MS);
  if (end === undefined) return [];
  const lag = at - client.sentAt(wordsEnd_ms + end - place + ENDPOINT_MS);
  return Number.isFinite(lag) ? [lag] : [];
}

async function openClients(server: BenchServer, count: number): Promise<LiveClient[]> {
  const clients: LiveClient[] = [];
  for (let index = 0; index < count; index++) clients.push(await openLiveClient(server, { type: 'fast' }));
  return clients;
}

async function transportFigures(pcm: Buffer, note: (line: string) => void): Promise<Figure[]> {
  const server = await startProduct({ PARLANCE_ENGINES: 'scripted' });
  const reference = await startReference('realtime.reference.ts', []);
  try {
    const clients = await openClients(server, MANY);
    const begin = performance.now();
    await speakFor(clients, pcm, TRY_MS);
    const lags = clients.flatMap((client) =>
      client.heard
        .filter(({ at, isFinal }) => !isFinal && at > begin + WARM_UP_MS)
        .map(({ at, offset_ms }) => at - client.sentAt(offset_ms)),
    );
    // Afterwards: it makes partials of what had come too little of, which are as late as it is asked late.
    const asked: number[] = [];
    let isOver = false;
    const asking = (async () => {
      for (let index = 0; !isOver; index = (index + 1) % clients.length) {
        asked.push(await (clients[index] as LiveClient).ask({ action: 'finalize' }, 'finalized'));
        await delay(50);
      }
    })();
    await speakFor(clients, pcm, WARM_UP_MS);
    isOver = true;
    await asking;
    for (const client of clients) client.close();
    const echo = await echoTimes(reference.url);
    note(
      `transport p50 ${percentile(lags, 0.5).toFixed(1)}, p99 ${percentile(lags, 0.99).toFixed(1)} ms; echo p99 ${echo.toFixed(1)} ms`,
    );
    const idle = await idleBytes(server.pid, () => openLiveClient(server));
    const bare = await idleBytes(Number(new URL(reference.url).pathname.slice(1)), () => openBare(reference.url));
    return [
      {
        name: `lag of partials with ${MANY} streams of the scripted engine, p99, of 15 ms`,
        target: { at: 'most', value: 1 },
        ratio: percentile(lags, 0.99) / 15,
        ours: `${percentile(lags, 0.99).toFixed(1)} ms (p50 ${percentile(lags, 0.5).toFixed(1)})`,
        reference: `15 ms; a bare echo: ${echo.toFixed(1)} ms`,
      },
      {
        name: `finalize until its answer with ${MANY} streams, p99, of the p99 of a bare echo`,
        target: null,
        ratio: percentile(asked, 0.99) / echo,
        ours: `${percentile(asked, 0.99).toFixed(1)} ms (p50 ${percentile(asked, 0.5).toFixed(1)})`,
        reference: `${echo.toFixed(1)} ms`,
      },
      {
        name: `memory of each of ${IDLE} idle connections, of a bare server’s`,
        target: null,
        ratio: idle / bare,
        ours: `${(idle / 1024).toFixed(1)} KiB`,
        reference: `${(bare / 1024).toFixed(1)} KiB`,
      },
    ];
  } finally {
    await reference.stop();
    await server.stop();
  }
}

async function openBare(url: string): Promise<{ close(): void }> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return { close: () => socket.terminate() };
}

/** p99 of a message and its echo, while as many streams send as much audio to it. */
async function echoTimes(url: string): Promise<number> {
  const sockets = await Promise.all(
    Array.from({ length: MANY }, async () => {
      const socket = new WebSocket(url.replace(/^http/, 'ws'), { perMessageDeflate: false });
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
      return socket;
    }),
  );
  const times: number[] = [];
  const piece = Buffer.alloc(PIECE_MS * 32);
  for (let round = 0; round < 100; round++) {
    for (const socket of sockets) socket.send(piece);
    const socket = sockets[round % sockets.length] as WebSocket;
    const begin = performance.now();
    const answered = new Promise((resolve) => socket.once('message', resolve));
    socket.send('{"action":"finalize"}');
    await answered;
    times.push(performance.now() - begin);
    await delay(PIECE_MS / 2);
  }
  for (const socket of sockets) socket.terminate();
  return percentile(times, 0.99);
}

async function idleBytes(pid: number, open: () => Promise<{ close(): void }>): Promise<number> {
  const before = residentBytes(pid);
  const opened: { close(): void }[] = [];
  while (opened.length < IDLE) opened.push(...(await Promise.all(Array.from({ length: 50 }, open))));
  const bytes = (residentBytes(pid) - before) / IDLE;
  for (const one of opened) one.close();
  return bytes;
}

/** Hours of audio as fast as the server takes it. */
async function memoryFigures(pcm: Buffer, note: (line: string) => void): Promise<Figure[]> {
  const server = await startProduct({ PARLANCE_ENGINES: 'scripted' });
  try {
    const watch = watchMemory(server.pid);
    const client = await openLiveClient(server);
    const pieces = piecesOf(pcm);
    let early = { own: 0, tree: 0 };
    const begin = performance.now();
    while (client.sentMs() < HOURS * HOUR_MS) {
      for (let count = 0; count < 600; count++) client.sendPiece(pieces.next().value);
      // A minute at a time: what is not read yet would be memory of the client.
      await client.ask({ action: 'finalize' }, 'finalized');
      if (client.sentMs() === HOUR_MS) early = watch.now();
    }
    await client.stop();
    const late = watch.stop();
    const seconds = (performance.now() - begin) / 1000;
    note(`${HOURS} hours in ${seconds.toFixed(0)} s: server ${mebibytes(early.own)} → ${mebibytes(late.own)}`);
    return [
      {
        name: 'server process, three hours of one stream by the first',
        target: { at: 'most', value: 1.1 },
        ratio: late.own / early.own,
        ours: mebibytes(late.own),
        reference: mebibytes(early.own),
      },
      {
        name: 'server with all children, three hours of one stream by the first',
        target: { at: 'most', value: 1.1 },
        ratio: late.tree / early.tree,
        ours: mebibytes(late.tree),
        reference: mebibytes(early.tree),
      },
    ];
  } finally {
    await server.stop();
  }
}

const mebibytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MiB`;
