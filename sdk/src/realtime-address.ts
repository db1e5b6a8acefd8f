import { ParlanceError } from './errors.ts';
import type { RealtimeOptions } from './realtime-types.ts';

/** The server's address, without a slash at its end. @throws ParlanceError `INVALID_OPTION` */
export function baseUrlOf({ url }: Pick<RealtimeOptions, 'url'>): string {
  const given = url ?? globalThis.location?.origin;
  if (given === undefined || !URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol)) {
    throw new ParlanceError(
      given === undefined ? 'Name the `url` of the server.' : `"${given}" is not an http or https address.`,
      { errorCode: 'INVALID_OPTION' },
    );
  }
  return given.replace(/\/+$/, '');
}

/**
 * Where a connection goes. Everything is in the query, as browsers can give a WebSocket no headers.
 *
 * @param resume the session to go on with, and the end of its last final that arrived
 * @throws ParlanceError `INVALID_OPTION`
 */
export function socketUrlOf(options: RealtimeOptions, resume?: { sessionId: string; finalOffsetMs: number }): string {
  const { key, sourceUrl } = options;
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key)) {
    throw new ParlanceError('The API key is empty or has characters no key has.', { errorCode: 'INVALID_OPTION' });
  }
  if (sourceUrl !== undefined && key === undefined) {
    throw new ParlanceError('A `sourceUrl` needs a `key`.', { errorCode: 'INVALID_OPTION' });
  }
  const path = sourceUrl === undefined ? '/v2/realtime' : `/v2/client/${encodeURIComponent(key ?? '')}`;
  const query: Record<string, string | number | boolean | undefined> = {
    token: sourceUrl === undefined ? key : undefined,
    url: sourceUrl,
    language: options.language,
    type: options.type,
    partial: options.partial,
    actual_numbers: options.actualNumbers,
    encoding: options.encoding,
    sample_rate: options.encoding === 'opus' ? undefined : options.sampleRate,
    channels: options.encoding === 'opus' ? undefined : options.channels,
    endpoint_ms: options.endpointMs,
    save: options.save,
    title: options.title,
    session_id: resume?.sessionId,
    final_offset_ms: resume?.finalOffsetMs,
  };
  const url = new URL(`${baseUrlOf(options).replace(/^http/, 'ws')}${path}`);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url.href;
}
