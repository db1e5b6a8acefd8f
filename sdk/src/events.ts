import { type Clock, realClock } from './clock.ts';
import type { Connection } from './connection.ts';
import { mayPass, ParlanceError } from './errors.ts';
import { openEventStream } from './event-stream.ts';
import type { ParlanceEvent } from './types.ts';

/** Waits between tries to come back: at once, then longer and longer. */
const RETRY_DELAYS_MS = [0, 500, 1_000, 2_000, 5_000, 10_000];

/** What a stream says of itself, which is our affair; that it had to begin anew is everybody's. */
const UNSAID = new Set(['stream.ready', 'stream.shutdown']);

export interface EventsOptions {
  /** Go on behind this event (its `id`) instead of from now. */
  lastEventId?: number;
  /** Only these types, e.g. `['session.completed', 'session.failed']`. */
  types?: string[];
  signal?: AbortSignal;
  /** How long the server may be away before the loop ends with the error it gives. Default: for ever. */
  outageMs?: number;
  /** How long a stream may be silent before it is taken for broken. Default 30 s, twice the server's heartbeat. */
  silenceMs?: number;
  clock?: Clock;
}

/** Events of this key's sessions, across every cut of the connection; see {@link Parlance.events}. */
export async function* followEvents(
  connection: Connection,
  options: EventsOptions,
): AsyncGenerator<ParlanceEvent, void, void> {
  const { signal, outageMs = Number.POSITIVE_INFINITY, silenceMs, clock = realClock } = options;
  const query: Record<string, string> = options.types ? { types: options.types.join(',') } : {};
  let { lastEventId } = options;
  let isKnown = false;
  let failures = 0;
  let lastHeard = clock.now();
  for (;;) {
    try {
      const onId = (id: number) => {
        lastEventId = id;
      };
      const stream = openEventStream(connection, '/api/v3/events', { query, lastEventId, signal, silenceMs, onId });
      for await (const event of stream) {
        isKnown = true;
        failures = 0;
        lastHeard = clock.now();
        if (!UNSAID.has(event.event)) yield event;
      }
    } catch (error) {
      // A server that was never there is not away.
      if (!isKnown || !mayComeBack(error) || clock.now() - lastHeard >= outageMs) throw error;
    }
    const delayMs = RETRY_DELAYS_MS[Math.min(failures++, RETRY_DELAYS_MS.length - 1)] as number;
    // Spread, as whoever was cut was not cut alone.
    await clock.sleep(delayMs * (0.5 + Math.random()), signal);
  }
}

const mayComeBack = (error: unknown) =>
  mayPass(error) || (error instanceof ParlanceError && error.errorCode === 'STREAM_UNAVAILABLE');
