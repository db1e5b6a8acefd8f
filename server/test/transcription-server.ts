import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the public specification has it (OpenAI API reference, "Create transcription"). */
export interface Asked {
  path: string;
  authorization: string | undefined;
  form: FormData;
}

export interface TranscriptionServer {
  url: string;
  asked: Asked[];
  /** How it answers from now on. */
  answer: (asked: Asked, response: ServerResponse) => void;
  close(): Promise<unknown>;
}

/** Dutch, with the words apart from their marks, as OpenAI's server gives them. */
export const VERBOSE = {
  task: 'transcribe',
  language: 'dutch',
  duration: 2,
  text: ' Goedemorgen, allemaal.',
  words: [
    { word: 'Goedemorgen', start: 0.1, end: 0.9 },
    { word: 'allemaal', start: 1.0, end: 1.6 },
  ],
  segments: [{ id: 0, start: 0, end: 2, text: ' Goedemorgen, allemaal.', avg_logprob: -0.1, no_speech_prob: 0.01 }],
};

/** A server with `/v1/audio/transcriptions` that remembers what it was asked. */
export async function startTranscriptionServer(): Promise<TranscriptionServer> {
  const server = createServer(async (request, response) => {
    const one = await read(request);
    started.asked.push(one);
    started.answer(one, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const started: TranscriptionServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    answer: (_asked, response) => answerJson(response, 200, VERBOSE),
    close() {
      server.closeAllConnections();
      server.close();
      return once(server, 'close');
    },
  };
  return started;
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const body = new Response(Buffer.concat(chunks), { headers });
  return { path: request.url ?? '', authorization: request.headers.authorization, form: await body.formData() };
}

export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
