import { stripVTControlCharacters } from 'node:util';
import type { ParlanceEvent } from '@parlance/sdk';
import { type Command, wholeNumber } from '../command.ts';
import { EXIT, serverFailure, UsageError } from '../failure.ts';
import { findServer } from '../find-server.ts';
import { stageOf } from '../progress.ts';

const HELP = `Usage: parlance events [options]

Prints what happens to the sessions of this key, as it happens, until Ctrl-C.
Outlasts restarts of the server and misses nothing meanwhile.

      --types TYPES         only these, separated by commas: session.updated,
                            session.completed, session.failed, session.deleted
      --last-event-id ID    begin behind this event instead of now
      --json                the events as the server gives them, one a line
`;

export const showEvents: Command = {
  name: 'events',
  summary: 'print what happens to sessions, as it happens',
  help: HELP,
  options: {
    types: { type: 'string' },
    'last-event-id': { type: 'string' },
    json: { type: 'boolean' },
  },
  async run({ options, operands, signal }) {
    if (operands.length > 0) throw new UsageError(`"${operands[0]}" is not understood.`);
    const lastEventId = wholeNumber('last-event-id', options['last-event-id'], 0);
    const parlance = findServer();
    const events = parlance.events({
      signal,
      ...(lastEventId === undefined ? {} : { lastEventId }),
      ...(options.types === undefined ? {} : { types: String(options.types).split(',') }),
    });
    try {
      for await (const event of events) {
        process.stdout.write(options.json ? `${JSON.stringify(event)}\n` : lineOf(event));
      }
    } catch (error) {
      if (signal.aborted) return EXIT.interrupted;
      throw serverFailure(error, parlance.url) ?? error;
    }
    return EXIT.ok;
  },
};

function lineOf(event: ParlanceEvent): string {
  if (event.event === 'stream.reset') return 'The server no longer knows all that was missed.\n';
  const { session_id, status, percent, error } = event;
  const what = {
    'session.updated': `${percent ?? 0} %, ${stageOf({ ...event, status: status ?? '' })}`,
    'session.completed': 'completed',
    'session.failed': `failed: ${error ?? event.error_code ?? 'the server gives no reason'}`,
    'session.deleted': 'deleted',
  }[event.event];
  return stripVTControlCharacters(`${session_id}  ${what ?? event.event}\n`);
}
