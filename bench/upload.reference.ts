// A raw Node server that streams a body to a file and does nothing else. Argument: the directory.
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

const file = path.join(process.argv[2] as string, 'body');
const server = createServer(async (request, response) => {
  await pipeline(request, createWriteStream(file));
  response.writeHead(204).end();
  await rm(file);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}\n`);
});
