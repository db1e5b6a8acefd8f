import { type Static, Type } from 'typebox';
import { CAPTION_PROFILES, FINDINGS } from '../../../captions/index.ts';
import { One } from '../../../platform/http/envelope.ts';

export const QualityQuery = Type.Object({
  profile: Type.Optional(
    Type.Enum([...CAPTION_PROFILES], { description: 'Default: the rules the captions were made by, else default' }),
  ),
});
export type QualityQuery = Static<typeof QualityQuery>;

export const QualityAnswer = One(
  Type.Object({
    document_id: Type.String(),
    revision: Type.Integer(),
    profile: Type.String({ description: 'Whose rules; own: those given when the document was made' }),
    passed: Type.Boolean({ description: 'No error' }),
    cues: Type.Integer(),
    errors: Type.Integer(),
    warnings: Type.Integer(),
    counts: Type.Unsafe<Record<string, number>>({
      type: 'object',
      description: 'Findings of each kind',
      additionalProperties: { type: 'integer' },
    }),
    findings: Type.Array(
      Type.Object({
        cue: Type.Integer({ description: 'From 0' }),
        id: Type.String({ description: 'Of the segment' }),
        start: Type.Integer({ description: 'Milliseconds' }),
        stop: Type.Integer(),
        kind: Type.String({ enum: [...FINDINGS] }),
        severity: Type.String({ description: 'error or warning' }),
        value: Type.Number({ description: 'What was measured, in the unit of the rule' }),
        limit: Type.Number({ description: 'What the rule allows' }),
      }),
      { description: 'At most 10 000' },
    ),
  }),
);
