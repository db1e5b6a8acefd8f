import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../platform/errors.ts';
import type { LiveFinal } from '../../../speech/index.ts';
import { step } from './live-session.ts';
import { type Effect, type LiveInput, type LiveSettings, newSession } from './state.ts';

const SETTINGS: LiveSettings = {
  ...{ session_id: '0123456789abcdef0123456789', source: 'client' },
  ...{ startMs: 10_000, idleMs: 300_000, maxMs: 3_600_000, reconnectMs: 30_000 },
};
const START: LiveInput = { type: 'message', message: { action: 'start', options: {} } };
const STOP: LiveInput = { type: 'message', message: { action: 'stop' } };
const pcm = (bytes: number): LiveInput => ({ type: 'pcm', pcm: Buffer.alloc(bytes) });
const finalAt = (end_ms: number, word = `w${end_ms}`): LiveFinal => ({
  words: [{ word, start_ms: end_ms - 100, end_ms, confidence: null }],
  start_ms: end_ms - 100,
  end_ms,
});

/** Runs inputs one after the other, each a millisecond later; numbers let time pass. */
function run(inputs: readonly (LiveInput | number)[], settings: Partial<LiveSettings> = {}) {
  let state = newSession({ ...SETTINGS, ...settings }, 0);
  let at = 0;
  const all: Effect[] = [];
  let last: Effect[] = [];
  for (const input of inputs) {
    if (typeof input === 'number') {
      at += input;
      continue;
    }
    [state, last] = step(state, input, at++);
    all.push(...last);
  }
  return { state, all, last };
}

/** Effects in short: what is sent by its type or words, what is closed by its code. */
const short = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => {
    switch (effect.type) {
      case 'send':
        if (effect.message.type === 'final') return `final:${effect.message.final.words[0]?.word}`;
        if (effect.message.type === 'error') return `error:${effect.message.error.code}`;
        if (effect.message.type === 'warning') return effect.message.warning.warning;
        if (effect.message.type === 'listening') return `listening@${effect.message.offset_ms ?? ''}`;
        return effect.message.type;
      case 'close':
        return `close:${effect.code}`;
      case 'end':
        return `end:${effect.by}`;
      case 'arm':
      case 'disarm':
        return [];
      default:
        return effect.type;
    }
  });

const OPENED: LiveInput[] = [{ type: 'connected' }, START, { type: 'opened' }];

describe('the way of a session', () => {
  it('from the first word to the last', () => {
    const { all } = run([
      ...OPENED,
      { type: 'audio', bytes: Buffer.alloc(3200) },
      pcm(3200),
      { type: 'final', final: finalAt(100) },
      STOP,
      pcm(320),
      { type: 'final', final: finalAt(110) },
      { type: 'finished' },
      { type: 'cut', code: 1000 },
    ]);
    expect(short(all)).toEqual([
      ...['loading', 'open', 'listening@', 'take_audio', 'feed', 'final:w100', 'finish', 'feed', 'final:w110'],
      ...['stopped', 'close:1000', 'end:stopped', 'forget'],
    ]);
  });

  it('a pull starts by itself, and takes no audio from its client', () => {
    const pull = { source: 'pull' } as const;
    const begun = run([{ type: 'connected' }, { type: 'opened' }, pcm(32), { type: 'source_ended' }], pull);
    expect(short(begun.all)).toEqual(['loading', 'open', 'listening@', 'feed', 'finish']);
    const wrong = run([{ type: 'connected' }, { type: 'opened' }, { type: 'audio', bytes: Buffer.alloc(2) }], pull);
    expect(short(wrong.last)).toEqual(['finish']);
    expect(wrong.state.ending).toMatchObject({ by: 'bad_input', code: 4400 });
  });
});

describe('what comes at the wrong time', () => {
  const ended = (inputs: LiveInput[]) => short(run([...inputs, { type: 'finished' }]).all).slice(-4);

  it.each<[string, LiveInput[], string[]]>([
    ['stop before start', [{ type: 'connected' }, STOP], ['stopped', 'close:1000', 'end:stopped', 'forget']],
    [
      'finalize before start',
      [{ type: 'connected' }, { type: 'message', message: { action: 'finalize' } }],
      ['error:REALTIME_BAD_MESSAGE', 'close:4400', 'end:bad_input', 'forget'],
    ],
    ['start twice', [...OPENED, START], ['finish', 'error:REALTIME_BAD_MESSAGE', 'close:4400', 'end:bad_input']],
    [
      'no start at all',
      [{ type: 'connected' }, { type: 'timer', timer: 'start' }],
      ['error:REALTIME_NOT_STARTED', 'close:4408', 'end:idle', 'forget'],
    ],
    [
      'a frame nobody understands',
      [...OPENED, { type: 'bad_message', error: new AppError('realtime_bad_message') }],
      ['finish', 'error:REALTIME_BAD_MESSAGE', 'close:4400', 'end:bad_input'],
    ],
    [
      'bad audio',
      [...OPENED, { type: 'audio_failed', error: new AppError('realtime_bad_audio') }],
      ['finish', 'error:REALTIME_BAD_AUDIO', 'close:4400', 'end:bad_input'],
    ],
    [
      'a key that is wrong',
      [{ type: 'connected' }, START, { type: 'refused', error: new AppError('invalid_token') }],
      ['error:INVALID_TOKEN', 'close:4401', 'end:bad_input', 'forget'],
    ],
    [
      'no room',
      [{ type: 'connected' }, START, { type: 'refused', error: new AppError('memory_short') }],
      ['error:MEMORY_SHORT', 'close:1013', 'end:failed', 'forget'],
    ],
    [
      'an engine that gives up',
      [...OPENED, { type: 'failed', error: new AppError('recognition_failed') }],
      ['error:RECOGNITION_FAILED', 'close:1011', 'end:failed', 'forget'],
    ],
  ])('%s', (_, inputs, expected) => {
    expect(ended(inputs)).toEqual(expected);
  });

  it('audio before listening, and everything after stop, is left alone', () => {
    const audio: LiveInput = { type: 'audio', bytes: Buffer.alloc(2) };
    expect(run([{ type: 'connected' }, audio]).last).toEqual([]);
    expect(run([{ type: 'connected' }, START, audio]).last).toEqual([]);
    expect(run([...OPENED, { type: 'replaced' }, audio]).last).toEqual([]);
    for (const late of [audio, START, STOP, { type: 'bad_message', error: new AppError('bad_request') } as const]) {
      expect(run([...OPENED, STOP, late]).last).toEqual([]);
    }
  });

  it('keepalive at any time', () => {
    const keepalive: LiveInput = { type: 'message', message: { action: 'keepalive' } };
    for (const before of [[{ type: 'connected' } as const], OPENED])
      expect(run([...before, keepalive]).last).toEqual([]);
  });
});

describe('silence and length', () => {
  const idle: LiveInput = { type: 'timer', timer: 'idle' };
  const max: LiveInput = { type: 'timer', timer: 'max' };

  it('warns of idleness once, and ends it; whatever comes puts it off', () => {
    expect(short(run([...OPENED, 271_000, idle]).last)).toEqual(['idle']);
    expect(run([...OPENED, 271_000, idle, 10_000, idle]).last.map(({ type }) => type)).toEqual(['arm']);
    expect(short(run([...OPENED, 301_000, idle]).last)).toEqual(['finish']);
    const audio: LiveInput = { type: 'audio', bytes: Buffer.alloc(2) };
    expect(short(run([...OPENED, 290_000, audio, 100_000, idle]).last)).toEqual([]);
    const ended = run([...OPENED, 301_000, idle, { type: 'finished' }]);
    expect(short(ended.last)).toEqual(['error:REALTIME_IDLE', 'close:4408', 'end:idle']);
  });

  it('who is held back is not idle', () => {
    const held: LiveInput = { type: 'load', backlogMs: 20_000, pendingBytes: 0 };
    expect(short(run([...OPENED, held, 400_000, idle]).last)).toEqual([]);
  });

  it('warns of the longest time, and ends it', () => {
    expect(short(run([...OPENED, 3_541_000, max]).last)).toEqual(['max_length']);
    const ended = run([...OPENED, 3_601_000, max, { type: 'finished' }]);
    expect(short(ended.last)).toEqual(['error:REALTIME_TOO_LONG', 'close:4408', 'end:too_long']);
  });
});

describe('too much at once', () => {
  const load = (backlogMs: number, pendingBytes = 0): LiveInput => ({ type: 'load', backlogMs, pendingBytes });

  it('holds back and tells, each once', () => {
    expect(short(run([...OPENED, load(3_000)]).last)).toEqual(['decode_lag']);
    expect(short(run([...OPENED, load(3_000), load(3_000)]).last)).toEqual([]);
    expect(short(run([...OPENED, load(12_000)]).last)).toEqual(['hold', 'decode_lag']);
    expect(short(run([...OPENED, load(12_000), load(8_000)]).last)).toEqual([]);
    expect(short(run([...OPENED, load(12_000), load(4_000)]).last)).toEqual(['release']);
    expect(short(run([...OPENED, load(0, 2 ** 21)]).last)).toEqual(['hold']);
    expect(short(run([...OPENED, load(3_000), load(0), load(3_000)]).last)).toEqual(['decode_lag']);
  });

  it('is read again when it ends', () => {
    expect(short(run([...OPENED, load(12_000), { type: 'drain', at: 7 }]).last)).toEqual([
      ...['shutting_down', 'release', 'finish'],
    ]);
  });

  it('a slow reader is closed, and may come back for what is missing', () => {
    const slow = run([...OPENED, pcm(64), { type: 'final', final: finalAt(100) }, { type: 'slow_reader' }]);
    expect(short(slow.last)).toEqual(['error:REALTIME_SLOW_READER', 'close:4408', 'end_intake']);
    const back = step(slow.state, { type: 'resumed', final_offset_ms: undefined }, 99);
    expect(short(back[1])).toEqual(['listening@2', 'final:w100']);
    const [gone, effects] = step(slow.state, { type: 'timer', timer: 'reconnect' }, 99);
    expect([gone.ending?.by, short(effects)]).toEqual(['slow_reader', ['finish']]);
  });
});

describe('cut and back', () => {
  const cut: LiveInput = { type: 'cut', code: 1006 };
  const resumed = (final_offset_ms?: number): LiveInput => ({ type: 'resumed', final_offset_ms });
  const two: LiveInput[] = [
    { type: 'final', final: finalAt(100) },
    { type: 'final_written', number: 1 },
    { type: 'final', final: finalAt(200) },
  ];

  it('gets what it has not got', () => {
    expect(short(run([...OPENED, pcm(6_400), ...two, cut, resumed(100)]).last)).toEqual([
      'listening@200',
      'final:w200',
    ]);
    expect(short(run([...OPENED, ...two, cut, resumed()]).last)).toEqual(['listening@0', 'final:w200']);
    expect(short(run([...OPENED, ...two, cut, resumed(0)]).last)).toEqual(['listening@0', 'final:w100', 'final:w200']);
    expect(short(run([...OPENED, ...two, cut, resumed(200)]).last)).toEqual(['listening@0']);
  });

  it('what comes meanwhile is kept', () => {
    expect(short(run([...OPENED, cut, ...two]).last)).toEqual([]);
    expect(short(run([...OPENED, cut, ...two, resumed(0)]).last)).toEqual(['listening@0', 'final:w100', 'final:w200']);
  });

  it('a millisecond that came in part is not heard twice', () => {
    const { all } = run([...OPENED, pcm(330), cut, resumed(), pcm(6), pcm(40)]);
    const fed = all.flatMap((effect) => (effect.type === 'feed' ? effect.pcm.length : []));
    expect(fed).toEqual([330, 36]);
  });

  it('while its model is being loaded', () => {
    const begun = run([{ type: 'connected' }, START, cut, resumed(), { type: 'opened' }]);
    expect(short(begun.all)).toEqual(['loading', 'open', 'end_intake', 'listening@']);
  });

  it('after stop: the rest, and stopped', () => {
    const stopping = [...OPENED, STOP, cut, { type: 'final', final: finalAt(300) }] as LiveInput[];
    const before = run([...stopping, resumed(), { type: 'finished' }]);
    expect(short(before.all).slice(-5)).toEqual(['listening@0', 'final:w300', 'stopped', 'close:1000', 'end:stopped']);
    const after = run([...stopping, { type: 'finished' }, resumed()]);
    expect(short(after.all).slice(-5)).toEqual(['end:stopped', 'listening@0', 'final:w300', 'stopped', 'close:1000']);
    expect(short(run([...OPENED, STOP, { type: 'finished' }, cut, resumed()]).last)).toEqual([
      ...['listening@0', 'stopped', 'close:1000'],
    ]);
  });

  it('nobody comes back', () => {
    const gone = run([...OPENED, pcm(32), cut, { type: 'timer', timer: 'reconnect' }, { type: 'finished' }]);
    expect(short(gone.all).slice(-3)).toEqual(['end_intake', 'finish', 'end:disconnected']);
    expect(short(step(gone.state, { type: 'timer', timer: 'reconnect' }, 1)[1])).toEqual(['forget']);
  });

  it('who closes as being done does not come back', () => {
    const { state, last } = run([...OPENED, { type: 'cut', code: 1000 }]);
    expect([state.ending?.by, short(last)]).toEqual(['disconnected', ['finish']]);
  });

  it('start once more over the new socket is no mistake', () => {
    expect(run([...OPENED, cut, resumed(), START]).last).toEqual([]);
    expect(short(run([...OPENED, cut, resumed(), START, START]).last)).toEqual(['finish']);
  });

  it('a half-closed socket: first whether anybody is there, then the rest of the words', () => {
    const half = [...OPENED, { type: 'half_closed' }] as LiveInput[];
    expect(short(run(half).last)).toEqual(['probe']);
    const timer: LiveInput = { type: 'timer', timer: 'half_closed' };
    expect(short(run([...half, timer]).last)).toEqual(['probe']);
    expect(short(run([...half, timer, timer]).last)).toEqual(['finish']);
    expect(short(run([...half, cut, { type: 'timer', timer: 'half_closed' }]).last)).toEqual([]);
  });
});

describe('ended from outside', () => {
  const error = new AppError('invalid_token');

  it('a key that was revoked: closed at once, and nobody comes back', () => {
    const revoked = run([...OPENED, pcm(32), { type: 'revoked', error }]);
    expect(short(revoked.last)).toEqual(['error:INVALID_TOKEN', 'close:4401', 'finish']);
    expect(short(step(revoked.state, { type: 'finished' }, 1)[1])).toEqual(['end:revoked', 'forget']);
    const ending = run([...OPENED, STOP, { type: 'revoked', error }, { type: 'finished' }]);
    expect(short(ending.last)).toEqual(['end:revoked', 'forget']);
  });

  it('the server stops: told, heard to its end, closed', () => {
    const { all } = run([
      ...OPENED,
      { type: 'drain', at: 7 },
      { type: 'final', final: finalAt(50) },
      { type: 'finished' },
    ]);
    expect(short(all).slice(3)).toEqual(['shutting_down', 'finish', 'final:w50', 'close:1001', 'end:shutdown']);
    expect(short(run([{ type: 'connected' }, { type: 'drain', at: 7 }]).last)).toEqual([
      ...['shutting_down', 'close:1001', 'end:shutdown', 'forget'],
    ]);
  });
});

/** One thing a client, its network or the engine may do next. */
const move = fc.oneof(
  fc.record({ type: fc.constant('audio' as const), bytes: fc.integer({ min: 1, max: 2_000 }) }),
  fc.constant({ type: 'word' as const }),
  fc.constant({ type: 'written' as const }),
  fc.constant({ type: 'cut' as const }),
  fc.constant({ type: 'back' as const }),
  fc.constant({ type: 'takeover' as const }),
  fc.record({ type: fc.constant('load' as const), backlogMs: fc.integer({ min: 0, max: 20_000 }) }),
  fc.constant({ type: 'pulse' as const }),
  fc.constant({ type: 'idle' as const }),
);

describe('whatever happens', () => {
  it('every sample is heard once, every final comes once and in order, and it ends once, with stopped', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 60 }), fc.boolean(), (moves, cutsWhileStopping) => {
        let state = newSession(SETTINGS, 0);
        let at = 0;
        let isThere = true;
        let isClosed = false;
        let fed = 0;
        let words = 0;
        const had: string[] = [];
        let hadUntil = 0;
        let ends = 0;
        let lastSent = '';
        /** Of the client: how much of its audio it has sent, bytes. */
        let sent = 0;
        const put = (input: LiveInput) => {
          const [next, effects] = step(state, input, at++);
          state = next;
          for (const effect of effects) {
            if (effect.type === 'feed') fed += effect.pcm.length;
            if (effect.type === 'end') ends++;
            if (effect.type === 'close') isClosed = true;
            if (effect.type !== 'send') continue;
            expect(isThere && !isClosed, `sent ${effect.message.type} to nobody`).toBe(true);
            lastSent = effect.message.type;
            if (effect.message.type === 'final') {
              had.push(effect.message.final.words[0]?.word as string);
              hadUntil = effect.message.final.end_ms;
            }
            // Audio goes on from where the server says.
            if (effect.message.type === 'listening' && effect.message.offset_ms !== undefined) {
              sent = effect.message.offset_ms * 32;
            }
          }
        };
        const back = () => {
          isThere = true;
          isClosed = false;
          put({ type: 'resumed', final_offset_ms: hadUntil });
        };
        for (const input of OPENED) put(input);
        for (const next of moves) {
          if (next.type === 'audio' && isThere) {
            put(pcm(next.bytes * 2));
            sent += next.bytes * 2;
          } else if (next.type === 'word') put({ type: 'final', final: finalAt(1_000 * ++words) });
          else if (next.type === 'written') put({ type: 'final_written', number: words });
          else if (next.type === 'cut' && isThere) {
            isThere = false;
            put({ type: 'cut', code: 1006 });
          } else if (next.type === 'back' && !isThere) back();
          else if (next.type === 'takeover' && isThere) {
            put({ type: 'replaced' });
            back();
          } else if (next.type === 'load') put({ type: 'load', backlogMs: next.backlogMs, pendingBytes: 0 });
          else if (next.type === 'pulse') put({ type: 'pulse' });
          else if (next.type === 'idle') put({ type: 'timer', timer: 'idle' });
        }
        if (!isThere) back();
        put(STOP);
        if (cutsWhileStopping) {
          isThere = false;
          put({ type: 'cut', code: 1006 });
        }
        put({ type: 'final', final: finalAt(1_000 * ++words) });
        put({ type: 'finished' });
        if (cutsWhileStopping) back();
        expect(fed).toBe(Math.max(sent, fed));
        expect(fed - sent).toBeLessThan(32);
        expect(had).toEqual(Array.from({ length: words }, (_, index) => `w${1_000 * (index + 1)}`));
        expect([ends, lastSent, isClosed]).toEqual([1, 'stopped', true]);
      }),
      { numRuns: 500 },
    );
  });
});
