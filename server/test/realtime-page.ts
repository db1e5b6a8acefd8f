// The page of the test of the SDK's live streams, bundled for the browser.
import { type ParlanceError, type RealtimeOptions, RealtimeTranscriber } from '../../sdk/src/index.ts';

export interface PageRun {
  states: string[];
  partials: number;
  finals: string[];
  text: string;
}

/** Sends the recording at `source` (bare PCM), a fifth of a second at a time as quickly as it goes, and stops. */
async function transcribe(options: RealtimeOptions, source: string): Promise<PageRun> {
  const live = new RealtimeTranscriber(options);
  const run: PageRun = { states: [live.state], partials: 0, finals: [], text: '' };
  live.on('state', (state) => run.states.push(state));
  live.on('partial', () => run.partials++);
  live.on('final', ({ text }) => run.finals.push(text));
  await live.start();
  const { body } = await fetch(source);
  await live.sendFrom(body as ReadableStream<Uint8Array<ArrayBuffer>>);
  run.text = (await live.stop()).text;
  return run;
}

/** Why it is refused. */
async function refusal(options: RealtimeOptions): Promise<{ status: number; errorCode: string }> {
  try {
    await new RealtimeTranscriber(options).start();
  } catch (error) {
    const { status, errorCode } = error as ParlanceError;
    return { status, errorCode };
  }
  throw new Error('it was not refused');
}

declare global {
  var live: { transcribe: typeof transcribe; refusal: typeof refusal };
}
globalThis.live = { transcribe, refusal };
