import type { Readable } from 'node:stream';
import type { Config } from './config.ts';
import { AppError } from './platform/errors.ts';
import { createSafeFetch } from './platform/safe-fetch/index.ts';
import type { RemoteEngineOptions } from './speech/index.ts';

/** An answer about half a minute of speech has some kilobytes; more is no transcription. */
const MOST_BYTES = 4 * 1024 ** 2;

/**
 * The remote engine of the configuration, if there is one. The operator names its address, so that one host may be on a
 * private network and speak plain http; nothing else may be dialled through this door.
 */
export function openRemoteEngine(config: Config): { options?: RemoteEngineOptions; close(): Promise<void> } {
  const { remoteEngineUrl: url } = config;
  if (!url) return { close: async () => {} };
  const { hostname, port, protocol } = new URL(url);
  const fetch = createSafeFetch({ allow: [`${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`] });
  return {
    options: {
      url,
      key: config.remoteEngineKey,
      model: config.remoteEngineModel,
      languages: config.remoteEngineLanguages.map((tag) => tag.toLowerCase()),
      concurrency: config.remoteEngineConcurrency,
      async send(request) {
        const { status, headers, body } = await fetch(request);
        return { status, headers, text: await textOf(body) };
      },
    },
    close: () => fetch.close(),
  };
}

async function textOf(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    // Leaving the loop ends the connection.
    if (bytes > MOST_BYTES)
      throw new AppError('fetch_failed', { detail: 'The remote engine does not stop answering.' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
