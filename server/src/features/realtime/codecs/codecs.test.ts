import { describe, expect, it } from 'vitest';
import { AppError } from '../../../platform/errors.ts';
import type { ServerMessage } from '../session/messages.ts';
import { encoderOf, type MessageFormat } from './index.ts';

const words = [
  { word: 'hi', start_ms: 0.4, end_ms: 319.6, confidence: 0.98765 },
  { word: 'there', start_ms: 320, end_ms: 410, confidence: null },
];
const MESSAGES: Record<string, ServerMessage> = {
  loading: { type: 'loading' },
  listening: { type: 'listening', session_id: 'abc' },
  back: { type: 'listening', session_id: 'abc', offset_ms: 40 },
  partial: { type: 'partial', partial: { words, offset_ms: 500.2, stability: 0.666 } },
  final: { type: 'final', final: { words, start_ms: 0, end_ms: 700.5 } },
  finalized: { type: 'finalized', offset_ms: 700.5 },
  pulse: { type: 'pulse' },
  warning: { type: 'warning', warning: { warning: 'decode_lag', lag_ms: 2_500 } },
  shutting_down: { type: 'shutting_down', at: 1_674_567_890 },
  error: { type: 'error', error: new AppError('realtime_idle', { detail: 'Send audio.' }) },
  stopped: { type: 'stopped' },
};
const COMMON = {
  listening: '{"state":"listening","session_id":"abc"}',
  back: '{"state":"listening","session_id":"abc","offset_ms":40}',
  shutting_down: '{"state":"shutting_down","at":1674567890}',
  error: '{"error":"Nothing was sent for too long: Send audio.","error_code":"REALTIME_IDLE"}',
  stopped: '{"state":"stopped"}',
};
const TUPLES = '[["hi",0,320,0.988],["there",320,410,null]]';
const SECOND = {
  ...COMMON,
  loading: '{"state":"loading"}',
  finalized: '{"state":"finalized","offset_ms":700}',
  pulse: '{"state":"ping"}',
  warning: '{"warning":"decode_lag","lag_ms":2500}',
};

/** What each generation writes, letter by letter: clients compare whole texts. */
const EXPECTED: Record<MessageFormat, Record<string, string | undefined>> = {
  v1: {
    ...COMMON,
    ...{ loading: undefined, finalized: undefined, warning: undefined, pulse: '{"state":"listening"}' },
    partial: '{"partial":"hi there"}',
    final: `{"result":${TUPLES},"text":"hi there"}`,
  },
  v2: {
    ...SECOND,
    partial: '{"text":"hi there","is_final":false,"offset_ms":500,"stability":0.67}',
    final: `{"words":${TUPLES},"text":"hi there","is_final":true,"offset_ms":701}`,
  },
  both: {
    ...SECOND,
    partial: '{"partial":"hi there","text":"hi there","is_final":false,"offset_ms":500,"stability":0.67}',
    final: `{"result":${TUPLES},"words":${TUPLES},"text":"hi there","is_final":true,"offset_ms":701}`,
  },
};

describe.each(Object.keys(EXPECTED) as MessageFormat[])('%s', (format) => {
  it.each(Object.entries(MESSAGES))('%s', (name, message) => {
    expect(encoderOf(format)(message)).toBe(EXPECTED[format][name]);
  });
});
