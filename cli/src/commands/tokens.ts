import { type Command, oneOf, wholeNumber } from '../command.ts';
import { EXIT, UsageError } from '../failure.ts';
import { asPerson } from '../people-server.ts';
import { readableTime, table } from '../table.ts';

const JSON_OPTION = { json: { type: 'boolean' } } as const;

export const listTokens: Command = {
  name: 'tokens list',
  summary: 'list API keys of the organisation',
  help: `Usage: parlance tokens list [--json]

Lists the API keys of your organisation, newest first; never the keys themselves.
`,
  options: JSON_OPTION,
  async run({ options, operands, signal }) {
    if (operands.length > 0) throw new UsageError(`"${operands[0]}" is not understood.`);
    const { items, total } = await asPerson((parlance) => parlance.listTokens({ limit: 100 }, { signal }));
    if (options.json) {
      for (const token of items) process.stdout.write(`${JSON.stringify(token)}\n`);
      return EXIT.ok;
    }
    const rows = items.map((token) => [
      ...[String(token.id), token.type, token.key_preview],
      ...[readableTime(token.last_used_at) ?? 'never', readableTime(token.expires_at) ?? 'never', token.name],
    ]);
    process.stdout.write(table(['id', 'type', 'key', 'last used', 'expires', 'name'], rows, ['id']));
    if (total > items.length) process.stderr.write(`${items.length} of ${total}.\n`);
    return EXIT.ok;
  },
};

export const createToken: Command = {
  name: 'tokens create',
  summary: 'make an API key',
  help: `Usage: parlance tokens create NAME [options]

Makes an API key and prints it. It is shown this once.

      --type TYPE     batch, realtime or reseller; default batch
      --years N       good for 1, 2 or 5 years; without it until it is deleted
      --json          the key with its id and preview
`,
  options: { ...JSON_OPTION, type: { type: 'string' }, years: { type: 'string' } },
  async run({ options, operands, signal }) {
    const [name, more] = operands;
    if (!name || more) throw new UsageError(name ? `"${more}" is not understood.` : 'Give the key a name.');
    const type = oneOf('type', options.type ?? 'batch', ['batch', 'realtime', 'reseller']);
    const years = wholeNumber('years', options.years, 1);
    if (years !== undefined && ![1, 2, 5].includes(years)) throw new UsageError('--years can be 1, 2 or 5.');
    const settings = { name, type, ...(years ? { expires_in_years: years as 1 | 2 | 5 } : {}) };
    const token = await asPerson((parlance) => parlance.createToken(settings, { signal }));
    process.stdout.write(options.json ? `${JSON.stringify(token)}\n` : `${token.key}\n`);
    process.stderr.write('Keep it safe: it is shown this once.\n');
    return EXIT.ok;
  },
};

export const deleteTokens: Command = {
  name: 'tokens delete',
  summary: 'end API keys',
  help: `Usage: parlance tokens delete ID…

Ends API keys, everywhere and at once.
`,
  options: {},
  async run({ operands, signal }) {
    if (operands.length === 0) throw new UsageError('Say which: the ids of `parlance tokens list`.');
    const ids = operands.map((id) => wholeNumber('id', id, 1) as number);
    for (const id of ids) {
      await asPerson((parlance) => parlance.deleteToken(id, { signal }));
      process.stderr.write(`Ended key ${id}.\n`);
    }
    return EXIT.ok;
  },
};
