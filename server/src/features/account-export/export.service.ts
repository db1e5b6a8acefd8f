import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Ctx, RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { requirePerson } from '../logins/index.ts';
import {
  findAccount,
  listAuditEntries,
  listComments,
  listEdits,
  listGroups,
  listIdentities,
  listKeys,
  listLogins,
  listPreferences,
  type Person,
} from './export.repo.ts';

/** It reads all there is of somebody; nobody needs that often. */
const EXPORTS_AN_HOUR = 5;
const ROWS_AT_ONCE = 500;

const README = `What Parlance keeps about you, each as JSON (UTF-8, times in UTC).

account.json      your account: names, address, roles, dates. Password, second factor and
                  links by mail are kept as hashes or sealed, and are in no export.
logins.json       where you are signed in
identities.json   accounts at identity providers that sign you in
groups.json       groups you are in
preferences.json  what apps remember for you
keys.json         API keys you made, without the keys
comments.json     what you wrote about documents
edits.json        documents you made or edited: which, when, how often
audit.json        what you did and what was done to your account

Sessions, transcripts, captions and templates belong to your organisation, whoever made them, and
are not in here: ask its administrator. What is erased when you delete your account, and what is
kept for how long, your operator finds in docs/erasure.md.
`;

/**
 * Everything of whoever asks, as a ZIP that is made while it is sent.
 *
 * @throws AppError `rate_limit_exceeded` after five in an hour
 */
export async function exportAccount(ctx: RequestCtx, device: Device): Promise<Readable> {
  const person = requirePerson(ctx);
  const { user_id, organization_id } = person;
  const use = await ctx.rates.callers.count(`export:user:${user_id}`, 'hour', EXPORTS_AN_HOUR);
  if (use.used > EXPORTS_AN_HOUR) {
    throw new AppError('rate_limit_exceeded', {
      detail: `At most ${EXPORTS_AN_HOUR} exports an hour.`,
      retryAfterSeconds: Math.max(1, Math.ceil((use.resetsAt - Date.now()) / 1_000)),
    });
  }
  const [actor, target] = [`user:${user_id}`, `user:${user_id}`];
  await noteEvent(ctx, { organization_id, actor, action: 'account.exported', target, device });
  return zipOf(ctx, person);
}

function zipOf(ctx: Ctx, person: Person): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  // Too late for an error answer: the connection is cut, and the ZIP is seen to be incomplete.
  zip.on('error', (error: Error) => output.destroy(error));
  const mtime = ctx.now();
  const add = (name: string, read: () => Readable) =>
    zip.addReadStreamLazy(name, { mtime, mode: 0o100644 }, (done) => done(null, read()));
  const whole = (name: string, read: () => Promise<unknown>) => add(name, () => Readable.from(jsonOf(read)));
  const parts = (name: string, read: ReadPart) => add(name, () => Readable.from(jsonListOf(read)));

  add('README.txt', () => Readable.from([README]));
  whole('account.json', () => findAccount(ctx.db, person));
  whole('logins.json', () => listLogins(ctx.db, person));
  whole('identities.json', () => listIdentities(ctx.db, person));
  whole('groups.json', () => listGroups(ctx.db, person));
  whole('keys.json', () => listKeys(ctx.db, person));
  parts('preferences.json', (after) => listPreferences(ctx.db, person, { after, limit: ROWS_AT_ONCE }));
  parts('comments.json', (after) => listComments(ctx.db, person, { after, limit: ROWS_AT_ONCE }));
  parts('edits.json', (after) => listEdits(ctx.db, person, { after, limit: ROWS_AT_ONCE }));
  parts('audit.json', (after) => listAuditEntries(ctx.db, person, { after, limit: ROWS_AT_ONCE }));
  zip.end();
  return output;
}

async function* jsonOf(read: () => Promise<unknown>): AsyncGenerator<string> {
  yield `${JSON.stringify(await read(), null, 2)}\n`;
}

type ReadPart = (after: number) => Promise<{ id: number }[]>;

/** A list of any length; no more than one part of it is in memory. */
async function* jsonListOf(read: ReadPart): AsyncGenerator<string> {
  let before = '[';
  for (let after = 0; ; ) {
    const rows = await read(after);
    for (const row of rows) {
      yield `${before}\n${JSON.stringify(row)}`;
      before = ',';
    }
    if (rows.length < ROWS_AT_ONCE) break;
    after = rows.at(-1)?.id ?? after;
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}
