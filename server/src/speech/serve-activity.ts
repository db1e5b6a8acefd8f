import { describeWindows } from './activity-windows.ts';
import { liveWithParent, reply } from './child-life.ts';

export type ActivityRequest =
  | { stream: number; pcm: Uint8Array }
  /** Forget the stream. */
  | { stream: number; pcm: null };
export type ActivityReply = { stream: number; activity: Uint8Array } | { stream: number; failure: string };

/** Silero's own threshold. */
export const SPEECH_THRESHOLD = 0.5;
/** Peak (of 32 767, i.e. −66 dBFS) below which a window is digital silence. */
const SILENT_PEAK = 16;
/** After this many silent windows (1 s) in a row Silero has nothing to remember and is not asked: 30× faster. */
const SILENT_WINDOWS = 31;

interface Stream {
  silentWindows: number;
  isSpeech(samples: Float32Array): boolean;
}

/**
 * What a voice activity process does: many streams of audio in, one byte for each 32 ms window out. The program's argument is its
 * niceness.
 *
 * @param openStream makes what is asked for each window of a stream, but for those of long digital silence:
 *   samples are −1…1 and the same array each time
 */
export async function serveActivity(openStream: () => (samples: Float32Array) => boolean): Promise<void> {
  const streams = new Map<number, Stream>();
  process.on('message', ({ stream: id, pcm }: ActivityRequest) => {
    if (pcm === null) return void streams.delete(id);
    try {
      const stream = streams.get(id) ?? { silentWindows: 0, isSpeech: openStream() };
      streams.set(id, stream);
      const activity = describeWindows(pcm, (samples, peak) => {
        stream.silentWindows = peak < SILENT_PEAK ? stream.silentWindows + 1 : 0;
        return stream.silentWindows <= SILENT_WINDOWS && stream.isSpeech(samples);
      });
      reply({ stream: id, activity } satisfies ActivityReply);
    } catch (error) {
      reply({ stream: id, failure: error instanceof Error ? error.message : String(error) } satisfies ActivityReply);
    }
  });
  await liveWithParent(Number(process.argv[2]));
}
