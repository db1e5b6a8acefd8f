import { AppError } from '../platform/errors.ts';
import { safeInput, startMediaTool } from './media-tool.ts';

export interface MediaInfo {
  /** What the header says; null when it says nothing. The true duration is known after decoding. */
  duration_seconds: number | null;
  kind: 'audio' | 'video';
  /** Of the audio stream that is used. */
  channels: number;
  sample_rate: number;
  codec: string;
  /** ffmpeg's name of the container, e.g. `mov,mp4,m4a,3gp,3g2,mj2`. */
  container: string;
}

interface ProbedStream {
  codec_type?: string;
  codec_name?: string;
  channels?: number;
  sample_rate?: string;
  duration?: string;
  disposition?: { attached_pic?: number; default?: number };
}

interface ProbedFile {
  format?: { format_name?: string; duration?: string };
  streams?: ProbedStream[];
}

/** A description of streams longer than this is not one of a recording. */
const ANSWER_BYTES = 4 * 1024 * 1024;
const TIMEOUT_MS = 60_000;

/**
 * Reads the headers of a media file with ffprobe.
 * @throws AppError `audio_undecodable` when it is not media or has no sound; `service_unavailable` when ffprobe was killed
 * from outside; the signal's reason when aborted.
 */
export async function probeMedia(path: string, signal: AbortSignal): Promise<MediaInfo> {
  const file = await runProbe(path, signal);
  const streams = file.streams ?? [];
  const video = streams.some((s) => s.codec_type === 'video' && s.disposition?.attached_pic !== 1);
  const audio = chooseAudio(streams);
  if (!audio) {
    throw undecodable(video ? 'This is a video without sound.' : 'There is no audio in this file.');
  }
  const duration = Number(file.format?.duration ?? audio.duration);
  return {
    duration_seconds: Number.isFinite(duration) && duration > 0 ? duration : null,
    kind: video ? 'video' : 'audio',
    channels: audio.channels ?? 0,
    sample_rate: Number(audio.sample_rate ?? 0),
    codec: audio.codec_name ?? 'unknown',
    container: file.format?.format_name ?? 'unknown',
  };
}

/** The stream ffmpeg takes by itself: the one marked as default, then the one with most channels, then the first. */
function chooseAudio(streams: ProbedStream[]): ProbedStream | undefined {
  const rank = (stream: ProbedStream) => (stream.disposition?.default ?? 0) * 1000 + (stream.channels ?? 0);
  const usable = streams.filter((s) => s.codec_type === 'audio' && (s.channels ?? 0) > 0);
  return usable.reduce<ProbedStream | undefined>((best, s) => (best && rank(best) >= rank(s) ? best : s), undefined);
}

async function runProbe(path: string, signal: AbortSignal): Promise<ProbedFile> {
  const args = ['-v', 'error', '-print_format', 'json', '-show_format', '-show_streams', ...safeInput(path)];
  const deadline = AbortSignal.timeout(TIMEOUT_MS);
  const tool = await startMediaTool({ tool: 'ffprobe', args, path, signal: AbortSignal.any([signal, deadline]) });
  const chunks: Buffer[] = [];
  let size = 0;
  tool.process.stdout?.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > ANSWER_BYTES) tool.kill();
    else chunks.push(chunk);
  });
  const { code, signal: endedBy } = await tool.ended;
  signal.throwIfAborted();
  if (deadline.aborted) throw new AppError('processing_timeout', { detail: 'The file could not be read in time.' });
  // Says nothing about the file, unless it was us.
  if (endedBy && size <= ANSWER_BYTES) {
    throw new AppError('service_unavailable', { detail: `Looking at the file was ended by ${endedBy}.` });
  }
  if (code !== 0) throw undecodable('This is not an audio or video file that can be read.', tool.complaint());
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as ProbedFile;
  } catch (cause) {
    throw new AppError('internal_error', { detail: 'ffprobe gave an unreadable answer.', cause });
  }
}

/** @param complaint what ffmpeg said: kept as the cause for the log, not for people. */
export function undecodable(detail: string, complaint?: string): AppError {
  return new AppError('audio_undecodable', complaint ? { detail, cause: complaint } : { detail });
}
