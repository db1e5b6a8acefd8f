import { expect, it } from 'vitest';
import type { DocumentFacts } from '../../../platform/tables.ts';
import { mergeFacts } from './merge-facts.ts';

const base: DocumentFacts = {
  filename: 'Talk',
  language: 'en',
  timecode_offset_ms: 0,
  use_plain_document: false,
  plain_document_changed: false,
  speakers: { S1: 'Ann', S2: 'Bob' },
};

it.each<[string, Partial<DocumentFacts>, Partial<DocumentFacts>, Partial<DocumentFacts>]>([
  ['only mine', { filename: 'A' }, {}, { filename: 'A' }],
  ['said again as it was: theirs stays', { filename: 'Talk' }, { filename: 'B' }, {}],
  ['the same', { filename: 'B' }, { filename: 'B' }, {}],
  ['different fields', { filename: 'A' }, { timecode_offset_ms: 40 }, { filename: 'A' }],
  [
    'speakers by label',
    { speakers: { S1: 'Anna', S2: 'Bob' } },
    { speakers: { S1: 'Ann', S2: 'Robert', S3: 'Cy' } },
    { speakers: { S1: 'Anna', S2: 'Robert', S3: 'Cy' } },
  ],
  ['a speaker taken out', { speakers: { S1: 'Ann' } }, {}, { speakers: { S1: 'Ann' } }],
  ['speakers as they were', { speakers: base.speakers }, { speakers: { S1: 'Anna' } }, {}],
])('%s', (_, mine, theirs, changes) => {
  expect(mergeFacts(base, mine, { ...base, ...theirs })).toEqual({ changes, conflicts: [] });
});

it('tells both of what two changed differently', () => {
  const mine = { filename: 'A', speakers: { S1: 'Anna', S2: 'Bob' } };
  const { conflicts } = mergeFacts(base, mine, { ...base, filename: 'B', speakers: { S2: 'Bob' } });
  expect(conflicts).toEqual([
    { field: 'filename', base: 'Talk', mine: 'A', theirs: 'B' },
    { field: 'speakers.S1', base: 'Ann', mine: 'Anna', theirs: null },
  ]);
});
