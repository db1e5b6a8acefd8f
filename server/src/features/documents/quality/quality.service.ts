import { type CaptionRules, captionRules, checkCaptions } from '../../../captions/index.ts';
import type { RequestCtx } from '../../../context.ts';
import { one } from '../../../platform/http/envelope.ts';
import { buildCaptions, type DocumentRow, listSegments, listSegmentTexts } from '../../document-store/index.ts';
import type { DocumentParams } from '../documents.schema.ts';
import { requireDocument } from '../documents.service.ts';
import type { QualityQuery } from './quality.schema.ts';

const MOST_FINDINGS = 10_000;

/**
 * What in captions breaks the rules, whoever wrote them; of a transcript, what would in the captions that are exported of
 * it.
 */
export async function getDocumentQuality(ctx: RequestCtx, params: DocumentParams, query: QualityQuery) {
  const document = await requireDocument(ctx, params, 'read');
  const rules = rulesFor(document, query);
  const segments = await captionsOf(ctx, document, rules);
  const cues = segments.map(({ start_ms, stop_ms, text }) => ({ start_ms, end_ms: stop_ms, text }));
  const { findings, ...report } = checkCaptions(cues, rules, document.language);
  return one({
    document_id: document.document_id,
    revision: document.revision,
    profile: query.profile ?? (document.rules ? 'own' : 'default'),
    ...report,
    findings: findings.slice(0, MOST_FINDINGS).map((finding) => {
      const { segment_id: id = '', start_ms: start = 0, stop_ms: stop = 0 } = segments[finding.cue] ?? {};
      return { ...finding, id, start, stop };
    }),
  });
}

function rulesFor(document: DocumentRow, { profile }: QualityQuery): CaptionRules {
  if (!profile && document.rules) return document.rules as unknown as CaptionRules;
  return captionRules(profile ?? 'default', document.language);
}

async function captionsOf(ctx: RequestCtx, document: DocumentRow, rules: CaptionRules) {
  const key = { organization_id: document.organization_id, document: document.id, number: document.revision };
  if (document.type === 'caption') return listSegmentTexts(ctx.db, key);
  return buildCaptions(await listSegments(ctx.db, key, { from: 0, limit: 1_000_000 }), rules, document.language);
}
