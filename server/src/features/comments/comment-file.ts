import { Readable } from 'node:stream';
import { csvField } from '../../captions/formats/csv.ts';
import { escapeMarkup } from '../../captions/formats/html.ts';
import { timestamp } from '../../captions/formats/timestamps.ts';
import type { DocumentRow } from '../document-store/index.ts';
import type { CommentView } from './comments.schema.ts';

/** All comments on a document as a file, made while it is sent. */
export function commentFile(format: 'csv' | 'html', document: DocumentRow, comments: AsyncIterable<CommentView>) {
  const filename = `comments-${document.document_id}.${format}`;
  return format === 'csv'
    ? { filename, type: 'text/csv; charset=utf-8', content: Readable.from(writeCsv(comments)) }
    : { filename, type: 'text/html; charset=utf-8', content: Readable.from(writePage(document, comments)) };
}

const nameOf = ({ user, author }: CommentView) =>
  user ? [user.first_name, user.last_name].filter(Boolean).join(' ') || user.email : (author ?? '');

const COLUMNS: Record<string, (comment: CommentView) => string | number | Date | null> = {
  id: ({ id }) => id,
  parent_id: ({ parent_id }) => parent_id,
  start: ({ start }) => start,
  stop: ({ stop }) => stop,
  author: nameOf,
  text: ({ text }) => text,
  quote: ({ quote }) => quote,
  resolved: ({ resolved }) => String(resolved),
  is_deleted: ({ is_deleted }) => String(is_deleted),
  is_detached: ({ is_detached }) => String(is_detached),
  created_at: ({ created_at }) => created_at,
  edited_at: ({ edited_at }) => edited_at,
};

async function* writeCsv(comments: AsyncIterable<CommentView>): AsyncGenerator<string> {
  yield `${Object.keys(COLUMNS).join(',')}\r\n`;
  for await (const comment of comments) {
    const cells = Object.values(COLUMNS).map((value) => csvField(written(value(comment))));
    yield `${cells.join(',')}\r\n`;
  }
}

const written = (value: string | number | Date | null) =>
  value instanceof Date ? value.toISOString() : String(value ?? '');

const STYLE = `
  body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.6 system-ui, sans-serif; color: #1c1c1c; background: #fff; }
  article { margin: 0 0 1rem; } article.answer { margin-inline-start: 2rem; } article.resolved { opacity: .6; }
  header { color: #595959; font-size: .85rem; } blockquote { margin: .2rem 0; padding-inline-start: .6rem; border-inline-start: 3px solid #ccc; }
  p { margin: .2rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
  @media (prefers-color-scheme: dark) { body { color: #eee; background: #161616; } header { color: #aaa; } }
`;

/** A page without any script; whatever people wrote is escaped. */
async function* writePage(document: DocumentRow, comments: AsyncIterable<CommentView>): AsyncGenerator<string> {
  const title = escapeMarkup(`Comments on ${document.filename ?? 'a document'}`);
  yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n';
  yield `<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">\n`;
  yield `<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>${title}</title>\n`;
  yield `<style>${STYLE}</style>\n</head>\n<body>\n<h1>${title}</h1>\n`;
  for await (const comment of comments) {
    const { parent_id, resolved, start, quote, is_deleted, text, created_at } = comment;
    const classes = [parent_id === null ? '' : 'answer', resolved ? 'resolved' : ''].filter(Boolean).join(' ');
    const place = parent_id !== null || start === null ? '' : `${timestamp(start, '.').slice(0, 8)} · `;
    const about = parent_id === null && quote ? `<blockquote dir="auto">${escapeMarkup(quote)}</blockquote>` : '';
    const said = is_deleted ? '<p><i>Deleted</i></p>' : `<p dir="auto">${escapeMarkup(text)}</p>`;
    const head = `${place}<b>${escapeMarkup(nameOf(comment))}</b> · ${created_at.toISOString()}`;
    yield `<article class="${classes}"><header>${head}</header>${about}${said}</article>\n`;
  }
  yield '</body>\n</html>\n';
}
