import { describe, expect, it } from 'vitest';
import { ParlanceError } from './errors.ts';
import { audioFormat, keepAudio } from './realtime-audio.ts';
import { type ConnectionEnd, nextStep, type Story } from './realtime-policy.ts';

const refused = (status: number, retryAfterSeconds?: number): ConnectionEnd => ({
  code: 1006,
  wasOpen: false,
  error: new ParlanceError('no', { status, errorCode: 'X', retryAfterSeconds: retryAfterSeconds ?? null }),
});
const closed = (code: number, errorCode?: string): ConnectionEnd => ({
  code,
  wasOpen: true,
  error: errorCode === undefined ? undefined : new ParlanceError('no', { errorCode }),
});
const story = (changes: Partial<Story> = {}): Story => ({
  ...{ hasListened: true, failures: 0, awayMs: 0, outageMs: 60_000, random: () => 0 },
  ...changes,
});

describe('nextStep', () => {
  it.each([
    ['cut', closed(1006), { type: 'retry', delayMs: 0, isNewSession: false }],
    ['the server ends', closed(1001), { type: 'retry', delayMs: 0, isNewSession: true }],
    ['session unknown', closed(4404), { type: 'retry', delayMs: 0, isNewSession: true }],
    ['internal error', closed(1011), { type: 'retry', isNewSession: false }],
    ['too slow', closed(4408, 'REALTIME_SLOW_READER'), { type: 'retry', isNewSession: false }],
    ['too long', closed(4408, 'REALTIME_TOO_LONG'), { type: 'retry', isNewSession: true }],
    ['idle', closed(4408, 'REALTIME_IDLE'), { type: 'fail' }],
    ['taken over', closed(1000), { type: 'fail' }],
    ['bad message', closed(4400), { type: 'fail' }],
    ['key revoked', closed(4401), { type: 'fail' }],
    ['no room', closed(1013), { type: 'retry', delayMs: 1_000, isNewSession: false }],
    ['too many', refused(429, 7), { type: 'retry', delayMs: 7_000, isNewSession: false }],
    ['draining', refused(503), { type: 'retry', delayMs: 1_000 }],
    ['wrong key', refused(401), { type: 'fail' }],
    ['not allowed', refused(403), { type: 'fail' }],
  ])('%s', (_, end, expected) => {
    expect(nextStep(end, story())).toMatchObject(expected);
  });

  it('waits longer and longer, spread, and not beyond the outage', () => {
    const delays = [0, 1, 2, 3, 4, 5, 50].map((failures) => nextStep(closed(1006), story({ failures })));
    expect(delays.map((step) => 'delayMs' in step && step.delayMs)).toEqual([0, 250, 500, 1_000, 2_000, 4_000, 4_000]);
    expect(nextStep(closed(1006), story({ failures: 3, random: () => 1 }))).toMatchObject({ delayMs: 1_500 });
    expect(nextStep(closed(1006), story({ failures: 9, awayMs: 58_000 }))).toMatchObject({ type: 'fail' });
  });

  it('a server that was never there is not away; one without room is', () => {
    const first = story({ hasListened: false });
    const nobody = { code: 1006, wasOpen: false, error: new ParlanceError('no', { errorCode: 'NETWORK_ERROR' }) };
    expect(nextStep(nobody, first)).toMatchObject({ type: 'fail', error: { errorCode: 'NETWORK_ERROR' } });
    expect(nextStep(refused(429, 2), first)).toMatchObject({ type: 'retry', delayMs: 2_000 });
    expect(nextStep(refused(429, 90), first)).toMatchObject({ type: 'fail' });
  });
});

describe('keepAudio', () => {
  it('gives back what was put in, forgets what it is told to, and the oldest when it is full', () => {
    const kept = keepAudio(200_000);
    const all = new Uint8Array(500_000).map((_, index) => (index * 7_919) % 251);
    for (let at = 0; at < all.length; at += 9_973) kept.append(all.subarray(at, at + 9_973));
    expect([kept.start, kept.end]).toEqual([300_000, 500_000]);
    expect(kept.read(310_000, 480_001)).toEqual(all.slice(310_000, 480_001));
    kept.forgetBefore(400_000);
    kept.forgetBefore(350_000);
    expect(kept.start).toBe(400_000);
    expect(kept.read(400_000, 500_000)).toEqual(all.slice(400_000));
    expect(() => kept.read(100_000, 100_001)).toThrow(RangeError);
    kept.forgetBefore(900_000);
    expect([kept.start, kept.end]).toEqual([500_000, 500_000]);
  });
});

describe('audioFormat', () => {
  it.each([
    [{}, 32, 32],
    [{ sampleRate: 8_000, encoding: 'mulaw' as const }, 8, 8],
    [{ sampleRate: 44_100, channels: 2 }, 176.4, 1_764],
    [{ sampleRate: 11_025 }, 22.05, 882],
    [{ sampleRate: 8_001 }, 16.002, 2],
  ])('%j', (options, bytesPerMs, unitBytes) => {
    expect(audioFormat(options)).toMatchObject({ bytesPerMs, unitBytes });
  });
});
