import type { Ctx } from '../../context.ts';
import { type Found, listFirstFound } from './search.repo.ts';

/** Where a document says what was looked for. */
export interface TextMatch {
  document_id: string;
  segment_id: string;
  /** Milliseconds: where the first word that was looked for is spoken. */
  time: number;
  /** Some words around it. */
  snippet: string;
  /** What was looked for, in the snippet: `[first character, number of characters]`. */
  highlights: [number, number][];
}

const [BEGINS, ENDS] = ['\u0002', '\u0003'];

/** The first place in each of these sessions; those that only match by their names have none. */
export async function findInDocuments(
  ctx: Ctx,
  organizationId: number,
  sessions: readonly number[],
  q: string,
): Promise<Map<number, TextMatch>> {
  if (sessions.length === 0) return new Map();
  const found = await listFirstFound(ctx.db, organizationId, sessions, q);
  return new Map(found.map((one) => [one.session, viewFound(one)]));
}

function viewFound({ document_id, segment_id, start_ms, words, headline }: Found): TextMatch {
  const highlights: [number, number][] = [];
  let snippet = '';
  for (const [index, piece] of headline.split(BEGINS as string).entries()) {
    const [marked = '', rest = ''] = index === 0 ? ['', piece] : piece.split(ENDS as string);
    if (marked !== '') highlights.push([snippet.length, marked.length]);
    snippet += marked + rest;
  }
  const [first] = highlights;
  const sought = first && snippet.slice(first[0], first[0] + first[1]).toLowerCase();
  const spoken = sought === undefined ? undefined : words.find(([word]) => word.toLowerCase().includes(sought));
  return { document_id, segment_id, time: spoken?.[1] ?? start_ms, snippet, highlights };
}
