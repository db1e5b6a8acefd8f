import { type CaptionRules, captionRules } from '../../captions/index.ts';
import { type Ctx, inTransaction } from '../../context.ts';
import type { DocumentType, StoredUtterance } from '../../platform/tables.ts';
import { noteEvent } from '../audit/index.ts';
import { sendDocumentWebhooks, type WebhookSettings } from '../webhooks/index.ts';
import { buildCaptions } from './build-captions.ts';
import { buildParagraphs } from './build-paragraphs.ts';
import type { CaptionLimits } from './content.schema.ts';
import type { DocumentSegment } from './content.ts';
import { type DocumentRow, insertDocument } from './documents.repo.ts';
import { writeRevision } from './revise.ts';

/** A document that is to be. */
export interface NewDocument extends WebhookSettings {
  organization_id: number;
  /** Row and name of its session. */
  session: number;
  session_id: string;
  /** UUID; made if left out. */
  document_id?: string | undefined;
  type: DocumentType;
  filename: string | null;
  /** BCP 47. */
  language: string;
  segments: readonly DocumentSegment[];
  speakers?: Record<string, string>;
  /** What its captions were made by. */
  rules?: CaptionRules | null;
  timecode_offset_ms?: number;
  /** How it came to be: `created`, `copied`, `merged`, `imported`. */
  action: string;
  /** `key:12`, `user:3` or `machine`. */
  actor: string;
}

/**
 * Stores a new document as its first revision and tells its receivers.
 *
 * @param options.tellItself whether the document's own address is told; not when it hears of its session just then
 */
export async function storeDocument(
  ctx: Ctx,
  document: NewDocument,
  options: { tellItself: boolean } = { tellItself: true },
): Promise<DocumentRow> {
  const { segments, action, actor, speakers = {}, rules, document_id, ...facts } = document;
  return inTransaction(ctx, async (ctx) => {
    const row = await insertDocument(ctx.db, {
      ...facts,
      ...(document_id ? { document_id } : {}),
      speakers: JSON.stringify(speakers),
      rules: rules ? JSON.stringify(rules) : null,
      webhook_url: facts.webhook_url ?? null,
      webhook_method: facts.webhook_method ?? 'POST',
      webhook_headers: facts.webhook_headers ?? null,
      created: ctx.now(),
      last_modified: ctx.now(),
    });
    await writeRevision(ctx, row, { number: 1, action, actor, segments });
    await sendDocumentWebhooks(ctx, row, 'document.created', { toItself: options.tellItself });
    // What the machine makes belongs to its session, whose end is noted.
    if (actor !== 'machine') {
      const { organization_id, session, document_id } = row;
      const target = `document:${document_id}`;
      await noteEvent(ctx, { organization_id, actor, action: 'document.created', target, session, document_id });
    }
    return row;
  });
}

/** What kind of document a client asks for, and by which rules its captions are made. */
export interface DocumentWish extends CaptionLimits {
  document_type?: 'caption' | 'document' | 'transcript' | undefined;
}

/** `transcript` is the older word for `document`. */
export const typeOf = ({ document_type }: DocumentWish): DocumentType =>
  document_type === 'caption' ? 'caption' : 'document';

/** @param language BCP 47 */
export function rulesOf(
  { profile = 'default', document_type: _, ...limits }: DocumentWish,
  language: string,
): CaptionRules {
  const { max_line_length, max_line_words, max_segment_duration, max_segment_lines } = limits;
  const { max_segment_words, max_silence_between_words, min_segment_gap } = limits;
  const changes = {
    ...{ max_line_length, max_line_words, max_segment_duration, max_segment_lines },
    ...{ max_segment_words, max_silence_between_words, min_segment_gap },
  };
  // What is left out is that of the profile; null switches a rule off.
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return captionRules(profile, language, given);
}

/** Paragraphs or captions of what was recognised, as asked for. */
export async function buildSegments(
  utterances: readonly StoredUtterance[],
  wish: DocumentWish,
  language: string,
): Promise<{ type: DocumentType; segments: DocumentSegment[]; rules: CaptionRules | null }> {
  const paragraphs = buildParagraphs(utterances);
  const type = typeOf(wish);
  if (type === 'document') return { type, segments: paragraphs, rules: null };
  const rules = rulesOf(wish, language);
  return { type, segments: await buildCaptions(paragraphs, rules, language), rules };
}

/** A name to show for a recording: that of its file, without what tells its kind. */
export const nameOfRecording = (filename: string | null, sessionId: string) =>
  filename?.replace(/\.[A-Za-z0-9]{2,5}$/, '') || sessionId;
