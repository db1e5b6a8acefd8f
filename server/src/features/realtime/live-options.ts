import type { Encode } from './codecs/index.ts';
import { encoderOf, type MessageFormat } from './codecs/index.ts';
import type { RealtimeQuery } from './realtime.schema.ts';

/** The three addresses: the first generation, the second, and the second with audio that the server fetches. */
export type LiveRoute = 'v1' | 'v2' | 'pull';

/** What a client asks for by its address. */
export interface LiveOptions {
  route: LiveRoute;
  language: string | undefined;
  type: 'fast' | 'quality';
  partial: boolean;
  actual_numbers: boolean;
  save: boolean;
  title: string | undefined;
  endpointMs: number | undefined;
  audio: { encoding: 'pcm' | 'mulaw' | 'alaw' | 'opus'; sample_rate: number; channels: number };
  url: string | undefined;
}

export function optionsOf(route: LiveRoute, query: RealtimeQuery): LiveOptions {
  return {
    route,
    language: query.language || undefined,
    type: query.type === 'quality' ? 'quality' : 'fast',
    partial: query.partial ?? true,
    actual_numbers: query.actual_numbers ?? false,
    save: query.save ?? false,
    title: query.title || query.filename || undefined,
    endpointMs: query.endpoint_ms,
    audio: {
      encoding: query.encoding ?? 'pcm',
      sample_rate: query.sample_rate ?? 16_000,
      channels: query.channels ?? 1,
    },
    url: query.url,
  };
}

export function encoderFor(route: LiveRoute, format: RealtimeQuery['format']): Encode {
  const byRoute: MessageFormat = route === 'v1' ? 'v1' : 'both';
  return encoderOf(format === 'kaldi' ? 'v1' : (format ?? byRoute));
}
