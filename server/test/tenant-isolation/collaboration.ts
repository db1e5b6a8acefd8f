import { type Entry, of } from './entry.ts';

const DOCUMENT = '/api/v3/speech-to-text/session/:session_id/document/:document_id';
const COMMENTS = `${DOCUMENT}/comments`;
const OWN_SEGMENTS = 'a paragraph of this very document, or 422';
const OWN_PEOPLE = 'people of the own organisation only: mentions.test.ts';

/** Routes for working together on a document. */
export const COLLABORATION: Record<string, Entry> = {
  [`GET ${COMMENTS}`]: of('document', { fields: { parent_id: 'filters the comments of this very document' } }),
  [`POST ${COMMENTS}`]: of('document', {
    request: { json: { text: 'Well said.' } },
    fields: {
      segment_id: OWN_SEGMENTS,
      mentions: OWN_PEOPLE,
      parent_id: 'a comment of this very document, or 404: comments.test.ts',
    },
  }),
  [`GET ${COMMENTS}/:comment_id`]: of('comment'),
  [`PUT ${COMMENTS}/:comment_id`]: of('comment', {
    request: { json: { resolved: true } },
    fields: { mentions: OWN_PEOPLE },
  }),
  [`DELETE ${COMMENTS}/:comment_id`]: of('comment'),
};
