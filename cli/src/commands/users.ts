import type { Invitation, Person } from '@parlance/sdk';
import { type Command, wholeNumber } from '../command.ts';
import { EXIT, UsageError } from '../failure.ts';
import { asPerson } from '../people-server.ts';
import { readableTime, table } from '../table.ts';

const nameOf = ({ first_name, last_name }: Person) => [first_name, last_name].filter(Boolean).join(' ');
const statusOf = ({ is_active, is_activated }: Person) =>
  is_active ? (is_activated ? 'active' : 'invited') : 'inactive';
/** Whether a role exists, the server knows. */
const rolesOf = (given: string) =>
  given
    .split(',')
    .map((role) => role.trim().toUpperCase())
    .filter(Boolean) as Invitation['roles'];

export const listUsers: Command = {
  name: 'users list',
  summary: 'list the people of the organisation',
  help: `Usage: parlance users list [options]

Lists the people of your organisation, newest first.

      --q TEXT           part of a name or address
      --status STATUS    active, inactive or invited
      --json             the people as the server gives them, one a line
`,
  options: { q: { type: 'string' }, status: { type: 'string' }, json: { type: 'boolean' } },
  async run({ options, operands, signal }) {
    if (operands.length > 0) throw new UsageError(`"${operands[0]}" is not understood.`);
    const { q, status } = options as { q?: string; status?: 'active' };
    const query = { limit: 100, ...(q ? { q } : {}), ...(status ? { status } : {}) };
    const { items, total } = await asPerson((parlance) => parlance.listUsers(query, { signal }));
    if (options.json) {
      for (const person of items) process.stdout.write(`${JSON.stringify(person)}\n`);
      return EXIT.ok;
    }
    const rows = items.map((person) => [
      ...[String(person.id), person.email, nameOf(person), statusOf(person), person.roles.join(' ')],
      ...[person.mfa_enabled ? 'on' : 'off', readableTime(person.last_login) ?? 'never'],
    ]);
    const headings = ['id', 'e-mail', 'name', 'status', 'roles', 'second factor', 'last login'];
    process.stdout.write(table(headings, rows, ['id']));
    if (total > items.length) process.stderr.write(`${items.length} of ${total}; --q narrows it down.\n`);
    return EXIT.ok;
  },
};

export const inviteUser: Command = {
  name: 'users invite',
  summary: 'invite somebody by mail',
  help: `Usage: parlance users invite EMAIL [options]

Sends an invitation; the link in it is good for a week.

      --roles ROLES          separated by commas, default CONTRIBUTOR
      --first-name NAME
      --last-name NAME
      --json                 the person as the server gives them
`,
  options: {
    roles: { type: 'string' },
    'first-name': { type: 'string' },
    'last-name': { type: 'string' },
    json: { type: 'boolean' },
  },
  async run({ options, operands, signal }) {
    const [email, more] = operands;
    if (!email || more)
      throw new UsageError(email ? `"${more}" is not understood.` : 'Say whom: their e-mail address.');
    const invitation: Invitation = {
      email,
      roles: rolesOf(String(options.roles ?? 'CONTRIBUTOR')),
      ...(options['first-name'] ? { first_name: String(options['first-name']) } : {}),
      ...(options['last-name'] ? { last_name: String(options['last-name']) } : {}),
    };
    const person = await asPerson((parlance) => parlance.inviteUser(invitation, { signal }));
    if (options.json) process.stdout.write(`${JSON.stringify(person)}\n`);
    else process.stderr.write(`Invited ${person.email} (id ${person.id}) as ${person.roles.join(', ')}.\n`);
    return EXIT.ok;
  },
};

export const editUser: Command = {
  name: 'users edit',
  summary: 'change roles or names of somebody, or their account on and off',
  help: `Usage: parlance users edit ID [options]

Changes what is given; the rest stays.

      --roles ROLES          separated by commas
      --first-name NAME
      --last-name NAME
      --active               reactivate the account
      --no-active            deactivate it: every login of theirs ends at once
`,
  options: {
    roles: { type: 'string' },
    'first-name': { type: 'string' },
    'last-name': { type: 'string' },
    active: { type: 'boolean' },
  },
  async run({ options, operands, signal }) {
    const [id, more] = operands;
    if (!id || more) throw new UsageError(id ? `"${more}" is not understood.` : 'Say whom: the id of `users list`.');
    const changes = {
      ...(options.roles === undefined ? {} : { roles: rolesOf(String(options.roles)) }),
      ...(options['first-name'] === undefined ? {} : { first_name: String(options['first-name']) }),
      ...(options['last-name'] === undefined ? {} : { last_name: String(options['last-name']) }),
      ...(options.active === undefined ? {} : { is_active: options.active === true }),
    };
    if (Object.keys(changes).length === 0) throw new UsageError('Say what to change.');
    const number = wholeNumber('id', id, 1) as number;
    const person = await asPerson((parlance) => parlance.updateUser(number, changes, { signal }));
    process.stderr.write(`${person.email}: ${statusOf(person)}, ${person.roles.join(', ')}.\n`);
    return EXIT.ok;
  },
};

export const resendInvitation: Command = {
  name: 'users resend',
  summary: 'send an invitation again',
  help: `Usage: parlance users resend ID

Sends the invitation again; the earlier link is good no more.
`,
  options: {},
  async run({ operands, signal }) {
    const [id, more] = operands;
    if (!id || more) throw new UsageError(id ? `"${more}" is not understood.` : 'Say whom: the id of `users list`.');
    await asPerson((parlance) => parlance.resendActivation(wholeNumber('id', id, 1) as number, { signal }));
    process.stderr.write('Sent.\n');
    return EXIT.ok;
  },
};

export const deleteUsers: Command = {
  name: 'users delete',
  summary: 'delete people for good',
  help: `Usage: parlance users delete ID…

Deletes people for good. What they made stays in the organisation.
`,
  options: {},
  async run({ operands, signal }) {
    if (operands.length === 0) throw new UsageError('Say whom: the ids of `parlance users list`.');
    const ids = operands.map((id) => wholeNumber('id', id, 1) as number);
    for (const id of ids) {
      await asPerson((parlance) => parlance.deleteUser(id, { signal }));
      process.stderr.write(`Deleted ${id}.\n`);
    }
    return EXIT.ok;
  },
};
