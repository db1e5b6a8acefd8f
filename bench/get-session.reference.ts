// The least a server could do for the same answer: one Fastify route, one SELECT by primary key through pg, no key, no
// schema. Arguments: the database, the id of the row.
import Fastify from 'fastify';
import pg from 'pg';

const [connectionString, id] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString, max: 12 });
const app = Fastify();
app.get('/session/:id', async (request) => {
  const { rows } = await pool.query('select * from sessions where id = $1', [(request.params as { id: string }).id]);
  return rows[0];
});
app.get('/nothing', async () => ({ status: 'completed' }));
await app.listen({ host: '127.0.0.1', port: 0 });
const address = app.server.address();
process.stdout.write(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/session/${id}\n`);
