import { AppError } from '../platform/errors.ts';
import { undecodable } from './media-probe.ts';
import { safeInput, startMediaTool } from './media-tool.ts';

export interface ReencodeInput {
  path: string;
  /** Is overwritten. Put it beside its final place and rename it, so that a crash leaves no half copy there. */
  destination: string;
  kind: 'audio' | 'video';
  signal: AbortSignal;
}

export interface ReencodedCopy {
  content_type: string;
  extension: string;
}

/** AAC-LC, mono stays mono: clear speech at this rate, 28 MB an hour. */
const AUDIO_OPTIONS = ['-c:a', 'aac', '-b:a', '64k', '-af', 'aformat=channel_layouts=mono|stereo', '-ar', '44100'];
/**
 * Small enough to seek in over any line: 360 lines at most, never enlarged, sides even as H.264 wants them, at most
 * 25 pictures a second and a key frame every two seconds.
 */
const VIDEO_OPTIONS = [
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '28', '-profile:v', 'main', '-pix_fmt', 'yuv420p'],
  ...[
    '-vf',
    "scale=w=-2:h='2*trunc(min(360,ih)/2)',setsar=1",
    '-fpsmax',
    '25',
    '-force_key_frames',
    'expr:gte(t,n_forced*2)',
  ],
];

/** Moving the index to the front at the end copies the whole file without a sign of life. */
const STALL_TIMEOUT_MS = 5 * 60_000;

/**
 * Writes a small copy for players and editors: MP4 with its index in front, so that it plays while it loads.
 * @throws AppError `audio_undecodable` when the source cannot be read; the signal's reason when aborted.
 */
export async function reencode(input: ReencodeInput): Promise<ReencodedCopy> {
  const video = input.kind === 'video';
  const args = [
    ...[
      '-v',
      'error',
      '-nostdin',
      ...safeInput(input.path),
      '-sn',
      '-dn',
      '-map_metadata',
      '-1',
      '-map_chapters',
      '-1',
    ],
    // ffmpeg's own choice of streams: the audio that is recognised, and a picture before a cover.
    ...(video ? VIDEO_OPTIONS : ['-vn']),
    ...AUDIO_OPTIONS,
    // A sign of life about every half second, see below.
    ...['-progress', 'pipe:1', '-nostats'],
    ...['-movflags', '+faststart', '-f', 'mp4', '-y', `file:${input.destination}`],
  ];
  const tool = await startMediaTool({ tool: 'ffmpeg', args, path: input.path, signal: input.signal });
  let stalled = false;
  const watchdog = setTimeout(() => {
    stalled = true;
    tool.kill();
  }, STALL_TIMEOUT_MS);
  tool.process.stdout?.on('data', () => watchdog.refresh());
  const { code, signal } = await tool.ended;
  clearTimeout(watchdog);
  input.signal.throwIfAborted();
  if (stalled) throw new AppError('processing_timeout', { detail: 'Making a copy came to a halt.' });
  if (signal) throw new AppError('service_unavailable', { detail: `Making a copy was ended by ${signal}.` });
  if (code !== 0) throw undecodable('No copy for the editor could be made of this file.', tool.complaint());
  return video ? { content_type: 'video/mp4', extension: 'mp4' } : { content_type: 'audio/mp4', extension: 'm4a' };
}
