import type { Session } from '@parlance/sdk';
import { type Command, oneOf } from '../command.ts';
import { EXIT, serverFailure, UsageError } from '../failure.ts';
import { findServer } from '../find-server.ts';
import { FORMAT_NAMES, FORMATS } from '../formats/index.ts';
import { stageOf } from '../progress.ts';
import { readableDuration } from '../quantities.ts';
import { printable, readableTime } from '../table.ts';

const HELP = `Usage: parlance sessions show ID… [options]

Shows state, progress and settings of sessions, or what is said in them.

  -f, --format FORMAT   print the transcript as txt, srt, vtt or json instead
      --json            the sessions as the server gives them, one a line
`;

export const showSession: Command = {
  name: 'sessions show',
  summary: 'show one session in detail',
  help: HELP,
  options: { format: { type: 'string', short: 'f' }, json: { type: 'boolean' } },
  async run({ options, operands, signal }) {
    if (operands.length === 0) throw new UsageError('Name at least one session.');
    const format = options.format === undefined ? undefined : oneOf('format', options.format, FORMAT_NAMES);
    const parlance = findServer();
    for (const [index, id] of operands.entries()) {
      try {
        if (format) {
          const session = await parlance.getSession(id, { signal });
          const result = await parlance.getResult(id, { signal });
          process.stdout.write(await FORMATS[format](result, session.detected_language ?? session.language));
          continue;
        }
        const session = await parlance.getSession(id, { signal });
        process.stdout.write(
          options.json ? `${JSON.stringify(session)}\n` : `${index > 0 ? '\n' : ''}${details(session)}`,
        );
      } catch (error) {
        throw serverFailure(error, parlance.url) ?? error;
      }
    }
    return EXIT.ok;
  },
};

function details(session: Session): string {
  const settings = (['punctuation', 'multichannel', 'keep_source'] as const).filter((name) => session[name]);
  const working = session.status === 'queued' || session.status === 'processing';
  const rows: [string, string | null][] = [
    ['session', session.session_id],
    ['file', session.filename],
    ['status', working ? `${session.status}, ${session.progress} %, ${stageOf(session)}` : session.status],
    ['error', session.error],
    ['duration', session.duration > 0 ? readableDuration(session.duration) : null],
    [
      'language',
      session.model === session.language ? session.language : `${session.language} (model ${session.model})`,
    ],
    ['settings', settings.join(', ') || null],
    ['media', session.media_url],
    ['created', readableTime(session.created_at)],
    ['started', readableTime(session.started_at)],
    ['finished', readableTime(session.finished_at)],
  ];
  return rows
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name.padEnd(10)}${printable(value ?? '')}\n`)
    .join('');
}
