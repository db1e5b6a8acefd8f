import type { Command } from '../command.ts';
import { EXIT, explain, UsageError } from '../failure.ts';
import { explaining, openModels } from '../model-door.ts';

const HELP = `Usage: parlance models remove NAME… [options]

Removes models from this machine. Sessions that are just being recognised with
one end with it; later ones use another.

      --yes    also what did not come from the catalogue and cannot be
               downloaded again
`;

export const removeModels: Command = {
  name: 'models remove',
  summary: 'remove models from this machine',
  help: HELP,
  options: { yes: { type: 'boolean' } },
  async run({ options, operands, signal }) {
    if (operands.length === 0) throw new UsageError('Name at least one model; `parlance models list` lists them.');
    const { door, store } = await openModels();
    let failures = 0;
    for (const name of operands) {
      try {
        const evenOwn = options.yes === true;
        const languages = await explaining(door, () => door.removeModel(store, name, { evenOwn, signal }));
        const chosen = languages.length > 0 ? `; it had been chosen for ${languages.join(', ')}` : '';
        process.stdout.write(`${name} removed${chosen}\n`);
      } catch (error) {
        failures++;
        process.stderr.write(`parlance: ${explain(error)}\n`);
      }
    }
    return failures > 0 ? EXIT.failed : EXIT.ok;
  },
};
