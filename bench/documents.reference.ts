// The least a server could do for the same bytes: one Fastify route that answers what it got, from memory, with no key.
import Fastify from 'fastify';

let bytes = Buffer.alloc(0);
const app = Fastify({ bodyLimit: 256 * 1024 * 1024 });
app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
app.put('/', async (request) => {
  bytes = request.body as Buffer<ArrayBuffer>;
  return '';
});
app.get('/', async (_request, reply) => reply.type('application/json; charset=utf-8').send(bytes));
await app.listen({ host: '127.0.0.1', port: 0 });
const address = app.server.address();
process.stdout.write(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/\n`);
