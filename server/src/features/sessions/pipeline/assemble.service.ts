import { type Ctx, inTransaction, type RootCtx } from '../../../context.ts';
import {
  buildUtterances,
  plainWords,
  type TimedWord,
  tellSpeakers,
  unpackVoiceWindows,
  type VoiceWindow,
} from '../../../speech/index.ts';
import { buildSegments, type DocumentWish, nameOfRecording, storeDocument } from '../../document-store/index.ts';
import { sendSessionWebhooks, type WebhookSettings } from '../../webhooks/index.ts';
import { languageOf } from '../session-model.service.ts';
import {
  clearVoices,
  findAnySession,
  findUnfinishedSession,
  insertResult,
  listSegments,
  lockUnfinishedSession,
  type SegmentRow,
  updateSessionCompleted,
  updateSessionMediaGone,
  type WorkSession,
} from './pipeline.repo.ts';
import { noteEnd, publishSession, segmentsFolder, sessionFolder } from './session-end.ts';

/** Last stage: one transcript from all segments; then the bytes that are no longer needed go. */
export async function assembleSession(ctx: RootCtx, id: number, signal: AbortSignal): Promise<void> {
  const written = await writeOut(ctx, id, signal);
  await inTransaction(ctx, async (ctx) => {
    const session = await lockUnfinishedSession(ctx.db, id);
    // Cancelled meanwhile, and perhaps begun anew.
    if (!session || !written || session.attempt !== written.attempt) return;
    const { utterances, document, wordCount } = written;
    await insertResult(ctx.db, id, utterances, wordCount);
    if (session.voice_model) await clearVoices(ctx.db, id);
    const completed = await updateSessionCompleted(ctx.db, id, ctx.now());
    await storeFirstDocument(ctx, completed, document);
    await sendSessionWebhooks(ctx, completed, 'transcription.completed');
    await publishSession(ctx, session);
    await noteEnd(ctx, completed);
    ctx.metrics.sessionsFinished.inc({ status: 'completed' });
    ctx.metrics.audioSeconds.inc(session.duration);
    const seconds = session.started_at ? (ctx.now().getTime() - session.started_at.getTime()) / 1000 : 0;
    if (session.duration > 0) ctx.metrics.realTimeFactor.observe(seconds / session.duration);
    ctx.log.info(
      { session: session.session_id, audio_seconds: session.duration, seconds: Math.round(seconds * 10) / 10 },
      'session completed',
    );
  });
  await removeWorkFiles(ctx, id);
}

/** The words of all segments, with or without punctuation as the client asked; undefined when the session has ended. */
async function writeOut(ctx: RootCtx, id: number, signal: AbortSignal) {
  const session = await findUnfinishedSession(ctx.db, id);
  if (session?.stage !== 'assemble') return undefined;
  const segments = await listSegments(ctx.db, id);
  const plain = await withPunctuation(ctx, session, timedWords(segments), signal);
  const words = await withSpeakers(ctx, session, plain, segments);
  const utterances = buildUtterances(words);
  const document = await buildSegments(utterances, wishOf(session), languageOf(session));
  return { attempt: session.attempt, utterances, document, wordCount: words.length };
}

/** What was asked of the document; checked when the session was made. */
const wishOf = ({ document }: WorkSession) =>
  (document ?? {}) as DocumentWish & WebhookSettings & { filename?: string | null };

/** The document that a completed session names. Its own address is told of the session already. */
async function storeFirstDocument(
  ctx: Ctx,
  session: WorkSession,
  built: Awaited<ReturnType<typeof buildSegments>>,
): Promise<void> {
  const { filename, webhook_url, webhook_method, webhook_headers } = wishOf(session);
  await storeDocument(
    ctx,
    {
      ...built,
      organization_id: session.organization_id,
      session: session.id,
      session_id: session.session_id,
      document_id: session.document_id ?? undefined,
      filename: filename ?? nameOfRecording(session.filename, session.session_id),
      language: languageOf(session),
      ...{ webhook_url, webhook_method, webhook_headers },
      action: 'created',
      actor: 'machine',
    },
    { tellItself: false },
  );
}

function timedWords(segments: SegmentRow[]): TimedWord[] {
  return segments.flatMap((segment) =>
    (segment.words ?? []).map(([word, start_ms, end_ms, confidence]) => ({
      word,
      start_seconds: start_ms / 1000,
      end_seconds: end_ms / 1000,
      confidence,
      channel: segment.channel,
    })),
  );
}

async function withPunctuation(ctx: RootCtx, session: WorkSession, words: TimedWord[], signal: AbortSignal) {
  if (!session.punctuation) return plainWords(words);
  const model = ctx.speech.models().find(({ key }) => key === session.model_key);
  if (model?.capabilities.punctuation) return words;
  const language = languageOf(session);
  const channels = Map.groupBy(words, (word) => word.channel);
  const written = [...channels.values()].map((spoken) =>
    ctx.speech.punctuate({ words: spoken, language, signal, group: session.organization_id }),
  );
  return (await Promise.all(written)).flat();
}

async function withSpeakers(
  ctx: RootCtx,
  session: WorkSession,
  words: TimedWord[],
  segments: SegmentRow[],
): Promise<TimedWord[]> {
  if (session.voice_model === null) return words;
  const voices = new Map<number, VoiceWindow[]>();
  for (const { channel, start_ms, voices: packed } of segments) {
    if (!packed) continue;
    const windows = voices.get(channel) ?? [];
    windows.push(...unpackVoiceWindows(packed, start_ms));
    voices.set(channel, windows);
  }
  return tellSpeakers(words, voices, {
    threshold: ctx.speech.voiceThreshold(session.voice_model),
    speakers: session.speaker_count ?? undefined,
  });
}

/** Safe to repeat: a run cut off between the result and this finds the rest to remove. */
async function removeWorkFiles(ctx: RootCtx, id: number): Promise<void> {
  const session = await findAnySession(ctx.db, id);
  if (!session || session.deleted_at || session.status !== 'completed') return;
  await ctx.storage.delete(session.copy_key ? segmentsFolder(session) : sessionFolder(session));
  if (session.media_key) {
    await ctx.storage.delete(session.media_key);
    await updateSessionMediaGone(ctx.db, id, { copy: false });
  }
}
