import { availableParallelism } from 'node:os';
import { key } from './config-key.ts';
import { integer, optionalText } from './config-values.ts';

/** Settings of live transcription. */
export const REALTIME_KEYS = {
  liveDecoders: key(
    'PARLANCE_LIVE_DECODERS',
    'number of processor cores',
    'Decoder processes for live streams, besides those for recordings, which give way to them.',
    integer(availableParallelism(), 1, 256),
  ),
  realtimeLanguage: key(
    'PARLANCE_REALTIME_LANGUAGE',
    'English if there is a model for it, else the first there is',
    'Language of live streams that do not say theirs.',
    optionalText,
  ),
  realtimeEndpointMs: key(
    'PARLANCE_REALTIME_ENDPOINT_MS',
    '`600`',
    'So much silence ends an utterance, in milliseconds.',
    integer(600, 200, 5_000),
  ),
  realtimeStartSeconds: key(
    'PARLANCE_REALTIME_START_SECONDS',
    '`10`',
    'How long a live connection may take to send `start`, in seconds.',
    integer(10, 1, 600),
  ),
  realtimeIdleSeconds: key(
    'PARLANCE_REALTIME_IDLE_SECONDS',
    '`300`',
    'How long a live connection may send nothing before it is ended, in seconds; it is warned first.',
    integer(300, 2, 86_400),
  ),
  realtimeMaxSeconds: key(
    'PARLANCE_REALTIME_MAX_SECONDS',
    '`43200` (12 h)',
    'Longest live session, in seconds; it is warned first.',
    integer(43_200, 5, 604_800),
  ),
  realtimeReconnectSeconds: key(
    'PARLANCE_REALTIME_RECONNECT_SECONDS',
    '`30`',
    'How long a live session waits for a client whose connection was cut, in seconds.',
    integer(30, 1, 3_600),
  ),
  realtimeConnections: key(
    'PARLANCE_REALTIME_CONNECTIONS',
    '`10000`',
    'Live connections of all keys at once, on each server process.',
    integer(10_000, 1, 1_000_000),
  ),
};
