import type { Answer, TestServer } from './test-server.ts';

export const FILES = '/api/v3/files';
export const TUS = { 'tus-resumable': '1.0.0' };

/** `Upload-Metadata`: keys in plain text, values in base64; null is a key without a value. */
export function metadataHeader(metadata: Record<string, string | null>): string {
  return Object.entries(metadata)
    .map(([key, value]) => (value === null ? key : `${key} ${Buffer.from(value).toString('base64')}`))
    .join(',');
}

/** The TUS protocol by hand, so that tests can break it. */
export function tusRequests(server: TestServer) {
  const begin = (
    length: number | null,
    metadata: Record<string, string | null> | undefined,
    options: { key?: string; headers?: Record<string, string>; body?: Buffer } = {},
  ): Promise<Answer> =>
    server.call('POST', FILES, {
      key: options.key ?? server.keys.batch,
      headers: {
        ...TUS,
        ...(length === null ? {} : { 'upload-length': String(length) }),
        ...(metadata ? { 'upload-metadata': metadataHeader(metadata) } : {}),
        ...options.headers,
      },
      ...(options.body ? { body: options.body } : {}),
    });
  const append = (
    target: string,
    offset: number | string,
    bytes: Buffer | string,
    options: { key?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> =>
    server.call('PATCH', target, {
      key: options.key ?? server.keys.batch,
      headers: {
        ...TUS,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(offset),
        ...options.headers,
      },
      body: bytes,
    });
  const ask = (method: 'HEAD' | 'DELETE' | 'GET', target: string, key: string | null = server.keys.batch) =>
    server.call(method, target, { ...(key === null ? {} : { key }), headers: TUS });
  /** A new upload's address as a path, so that it outlives a server on another port. */
  const beginAt = async (length: number, metadata: Record<string, string | null>): Promise<string> => {
    const begun = await begin(length, metadata);
    if (begun.status !== 201) throw new Error(JSON.stringify(begun.body));
    return new URL(begun.headers.get('location') as string).pathname;
  };
  const fileOf = async (target: string, key = server.keys.batch) =>
    (await server.call('GET', target, { key })).body.result;
  return { begin, beginAt, append, ask, fileOf };
}
