import { type Static, Type } from 'typebox';

/** Who may open live connections: keys for it, and people who may make sessions. */
export const LIVE_ACCESS = ['realtime', 'sessions.write'] as const;

const Text = (maxLength: number) => Type.Optional(Type.String({ maxLength }));

/** What the address of a live connection may say. Its words are documented in docs/realtime.md. */
export const RealtimeQuery = Type.Object({
  token: Text(500),
  language: Text(64),
  // Unknown types are read as `fast` (reference section 32, row 16).
  type: Text(32),
  format: Type.Optional(
    Type.Union([Type.Literal('v1'), Type.Literal('kaldi'), Type.Literal('v2'), Type.Literal('both')]),
  ),
  partial: Type.Optional(Type.Boolean()),
  actual_numbers: Type.Optional(Type.Boolean()),
  sample_rate: Type.Optional(Type.Integer({ minimum: 8_000, maximum: 48_000 })),
  encoding: Type.Optional(
    Type.Union([Type.Literal('pcm'), Type.Literal('mulaw'), Type.Literal('alaw'), Type.Literal('opus')]),
  ),
  channels: Type.Optional(Type.Integer({ minimum: 1, maximum: 8 })),
  session_id: Type.Optional(Type.String({ pattern: '^[0-9a-f]{26}$' })),
  final_offset_ms: Type.Optional(Type.Integer({ minimum: 0 })),
  save: Type.Optional(Type.Boolean()),
  endpoint_ms: Type.Optional(Type.Integer({ minimum: 200, maximum: 5_000 })),
  title: Text(200),
  filename: Text(200),
  url: Text(8_192),
});
export type RealtimeQuery = Static<typeof RealtimeQuery>;

export const PullParams = Type.Object({ token: Type.String() });
