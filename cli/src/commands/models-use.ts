import type { Command } from '../command.ts';
import { EXIT, UsageError } from '../failure.ts';
import { explaining, openModels } from '../model-door.ts';

const HELP = `Usage: parlance models use NAME [options]

Chooses the model that is used for a language when several speak it. Running
servers follow within a second or two. The built-in English engine is en-us.

  -l, --language LANGUAGE   for this language only (en, en-gb);
                            all that the model speaks if left out
`;

export const useModel: Command = {
  name: 'models use',
  summary: 'choose the model for a language',
  help: HELP,
  options: { language: { type: 'string', short: 'l' } },
  async run({ options, operands, signal }) {
    const [name, more] = operands;
    if (name === undefined || more !== undefined) throw new UsageError('Name one model.');
    const { door, store } = await openModels();
    const language = options.language as string | undefined;
    const languages = await explaining(door, () => door.chooseDefault(store, name, language, signal));
    process.stdout.write(`${name} is used for ${languages.join(', ')} from now on\n`);
    return EXIT.ok;
  },
};
