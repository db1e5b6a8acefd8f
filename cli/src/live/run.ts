import path from 'node:path';
import { styleText } from 'node:util';
import { ParlanceError, RealtimeTranscriber } from '@parlance/sdk';
import { EXIT, Failure, serverFailure } from '../failure.ts';
import { type Access, findAccess } from '../find-server.ts';
import { writeOutput } from '../output-files.ts';
import { readableDuration } from '../quantities.ts';
import { type Capture, capture, durationMs, findDuration, paced, SAMPLE_RATE } from './capture.ts';
import { printEvents } from './json-events.ts';
import { microphoneInput } from './microphone.ts';
import { type LiveFormat, writeFinals } from './outputs.ts';
import { type LiveScreen, openLiveScreen } from './screen.ts';

export interface LiveSettings {
  source:
    | { kind: 'microphone'; device: string | undefined }
    /** `url`: the server listens to it itself. */
    | { kind: 'file' | 'url'; name: string };
  /** A file as fast as the server takes it. */
  fast: boolean;
  language: string | undefined;
  type: 'fast' | 'quality';
  partial: boolean;
  actualNumbers: boolean;
  /** Captions on standard output at the end, instead of the text. */
  srt: boolean;
  output: { file: string; format: LiveFormat } | undefined;
  save: boolean;
  json: boolean;
}

/** @param signal ends it after the last words */
export async function runLive(settings: LiveSettings, signal: AbortSignal): Promise<number> {
  const access = findAccess('realtime_key');
  const { source } = settings;
  const input = source.kind === 'microphone' ? await microphoneInput(source.device) : inputOf(source);
  const stream = openStream(settings, access);
  const screen = openLiveScreen(!settings.json && !settings.srt);
  try {
    if (settings.json) printEvents(stream);
    else show(stream, screen, settings);
    await stream.start();
    const name = source.kind === 'microphone' ? 'The microphone' : source.name;
    if (source.kind === 'url') await untilEnd(stream, signal);
    else await sendAll(stream, capture(input, name), settings, screen, signal);
    const { finals } = await stream.stop();
    screen.close();
    await writeResults(settings, finals);
    if (!settings.json) process.stderr.write(summary(stream, settings));
    return signal.aborted && source.kind === 'file' ? EXIT.interrupted : EXIT.ok;
  } catch (error) {
    screen.close();
    // What was heard until then is not lost.
    await writeResults(settings, stream.finals);
    throw explained(error, access.url);
  } finally {
    screen.close();
    stream.close();
  }
}

function openStream(settings: LiveSettings, { url, key }: Access): RealtimeTranscriber {
  const { source, language, type, partial, actualNumbers, save } = settings;
  return new RealtimeTranscriber({
    ...{ url, key, type, partial, actualNumbers, save },
    ...(language === undefined ? {} : { language }),
    ...(source.kind === 'url' ? { sourceUrl: source.name } : { sampleRate: SAMPLE_RATE }),
    ...(save && source.kind === 'file' ? { title: path.parse(source.name).name } : {}),
  });
}

const inputOf = ({ name }: { name: string }) => ['-i', name === '-' ? 'pipe:0' : `file:${name}`];

function show(stream: RealtimeTranscriber, screen: LiveScreen, { fast, source }: LiveSettings): void {
  // What comes faster than anybody speaks has to wait, and nobody need know.
  const isLive = !fast && source.kind !== 'url';
  stream.on('partial', screen.partial);
  stream.on('final', screen.final);
  stream.on('warning', (warning) => {
    const text = {
      decode_lag: () =>
        'lagMs' in warning && isLive && `The server is ${readableDuration(warning.lagMs / 1_000)} behind.`,
      idle: () => 'seconds' in warning && `Nothing was sent; the server ends this in ${warning.seconds} s.`,
      max_length: () => 'seconds' in warning && `The server ends this session in ${warning.seconds} s.`,
      save_failed: () => 'The server has no room to keep more of the audio; the words are kept.',
      audio_lost: () => 'lostMs' in warning && `${readableDuration(warning.lostMs / 1_000)} of audio were lost.`,
    }[warning.code]();
    if (text) screen.note(text);
  });
  stream.on('reconnecting', ({ attempt, reason }) => {
    if (attempt === 1) screen.note(`${reason.message} Connecting again …`);
  });
  stream.on('reconnected', () => screen.note('Connected again; nothing is lost.'));
}

async function sendAll(
  stream: RealtimeTranscriber,
  source: Capture,
  settings: LiveSettings,
  screen: LiveScreen,
  signal: AbortSignal,
): Promise<void> {
  const isFile = settings.source.kind === 'file';
  const totalMs = isFile && 'name' in settings.source ? await findDuration(settings.source.name) : undefined;
  const isPaced = isFile && !settings.fast;
  signal.addEventListener('abort', source.stop, { once: true });
  if (signal.aborted) source.stop();
  let sentBytes = 0;
  for await (const piece of isPaced ? paced(source.audio, signal) : source.audio) {
    if (!(await stream.send(piece))) break;
    if (signal.aborted && isFile) break;
    sentBytes += piece.length;
    screen.progress(durationMs(sentBytes), totalMs);
  }
  if (sentBytes === 0 && !signal.aborted) throw new Failure('There is no audio in it.');
}

/** Waits until the source has ended, or the user has had enough. */
async function untilEnd(stream: RealtimeTranscriber, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    stream.on('stopped', () => resolve());
    stream.on('error', () => resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (signal.aborted || ['stopped', 'error'].includes(stream.state)) resolve();
  });
}

async function writeResults(settings: LiveSettings, finals: RealtimeTranscriber['finals']): Promise<void> {
  const { source, output, srt, language = 'en' } = settings;
  const title = source.kind === 'file' ? path.parse(source.name).name : 'Live';
  if (srt && finals.length > 0) process.stdout.write(await writeFinals(finals, 'srt', language, title));
  if (output) await writeOutput(output.file, await writeFinals(finals, output.format, language, title));
}

function summary(stream: RealtimeTranscriber, { output, save }: LiveSettings): string {
  const words = stream.finals.reduce((sum, final) => sum + final.words.length, 0);
  const spoken = words === 0 ? 'no speech found' : `${words} ${words === 1 ? 'word' : 'words'}`;
  const where = output === undefined ? '' : ` → ${output.file}`;
  const saved = save && stream.sessionId ? `, saved as session ${stream.sessionId}` : '';
  return `${styleText('green', '✓', { stream: process.stderr })} ${spoken}${saved}${where}\n`;
}

/** What can be done about it. */
function explained(error: unknown, url: string): unknown {
  if (error instanceof ParlanceError && error.status === 403) {
    return new Failure(
      `${url}: ${error.message}. Live needs a key of the kind realtime (PARLANCE_KEY; \`parlance tokens create\` makes one) or a login (\`parlance login\`).`,
      EXIT.noServer,
    );
  }
  return serverFailure(error, url) ?? error;
}
