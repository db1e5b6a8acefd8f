import type { Command } from '../command.ts';
import { wholeNumber } from '../command.ts';
import { EXIT, serverFailure, UsageError } from '../failure.ts';
import { findServer } from '../find-server.ts';
import { readableDuration } from '../quantities.ts';
import { readableTime, table } from '../table.ts';

/** The server gives no more at once. */
const MOST = 100;

const HELP = `Usage: parlance sessions list [options]

Lists the sessions made with this key, newest first.

      --limit N         how many, 1 to 100, default 25
      --offset N        how many to leave out first
      --status STATUS   queued, processing, completed, failed or new
      --q TEXT          part of the file name or of the session id
      --json            the sessions as the server gives them, one a line
`;

export const listSessions: Command = {
  name: 'sessions list',
  summary: 'list sessions, newest first',
  help: HELP,
  options: {
    limit: { type: 'string' },
    offset: { type: 'string' },
    status: { type: 'string' },
    q: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run({ options, operands, signal }) {
    if (operands.length > 0) throw new UsageError(`"${operands[0]}" is not understood.`);
    const limit = wholeNumber('limit', options.limit, 1) ?? 25;
    if (limit > MOST) throw new UsageError(`--limit can be at most ${MOST}; use --offset for the next ones.`);
    const offset = wholeNumber('offset', options.offset, 0) ?? 0;
    const { status, q } = options as { status?: string; q?: string };
    const parlance = findServer();
    const query = { limit, offset, ...(status ? { status } : {}), ...(q ? { q } : {}) };
    const { items, total } = await parlance.listSessions(query, { signal }).catch((error) => {
      throw serverFailure(error, parlance.url) ?? error;
    });
    if (options.json) {
      for (const session of items) process.stdout.write(`${JSON.stringify(session)}\n`);
      return EXIT.ok;
    }
    if (items.length === 0) {
      process.stderr.write(total === 0 ? 'No sessions.\n' : `No more sessions; there are ${total}.\n`);
      return EXIT.ok;
    }
    const rows = items.map((session) => [
      session.session_id,
      session.status,
      `${session.progress} %`,
      session.duration > 0 ? readableDuration(session.duration) : '',
      readableTime(session.created_at) ?? '',
      session.filename ?? '',
    ]);
    process.stdout.write(
      table(['session', 'status', 'progress', 'duration', 'created', 'file'], rows, ['progress', 'duration']),
    );
    if (total > offset + items.length) {
      process.stderr.write(`${items.length} of ${total}; --offset ${offset + items.length} shows the next.\n`);
    }
    return EXIT.ok;
  },
};
