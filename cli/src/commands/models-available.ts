import type { Command } from '../command.ts';
import { EXIT, UsageError } from '../failure.ts';
import { type CatalogueEntry, explaining, openModels, readableLanguages } from '../model-door.ts';
import { readableBytes } from '../quantities.ts';
import { table } from '../table.ts';

const HELP = `Usage: parlance models available [options]

Lists the models that can be installed by name. Error rates are as published by
others, on different data: docs/models.md has them with their sources.

  -l, --language LANGUAGE   only those for this language
      --json                one JSON object a line, with everything known
`;

export const listAvailableModels: Command = {
  name: 'models available',
  summary: 'list the models that can be installed',
  help: HELP,
  options: { language: { type: 'string', short: 'l' }, json: { type: 'boolean' } },
  async run({ options, operands }) {
    if (operands.length > 0) throw new UsageError(`"${operands[0]}" is not understood.`);
    const { door, store } = await openModels();
    const all = await explaining(door, () => door.listAvailable(store));
    const language = (options.language as string | undefined)?.trim().toLowerCase().split(/[-_]/)[0];
    const models = all.filter(({ languages }) => language === undefined || languages.includes(language));
    if (options.json) {
      for (const model of models) process.stdout.write(`${JSON.stringify(model)}\n`);
    } else if (models.length === 0) {
      process.stderr.write(`There is no model for "${language}". omnilingual-300m takes about 1600 languages.\n`);
    } else {
      const headings = ['model', 'download', 'languages', 'speed', 'errors', 'licence', 'installed', 'title'];
      process.stdout.write(table(headings, models.map(row), ['download', 'errors']));
    }
    return EXIT.ok;
  },
};

function row(model: CatalogueEntry & { installed: boolean }): string[] {
  const { name, size_bytes, languages, speed, error_rate, licence, installed, title } = model;
  return [
    name,
    readableBytes(size_bytes),
    readableLanguages(languages),
    speed,
    error_rate ? `${error_rate.percent} %` : '',
    licence ?? 'see its page',
    installed ? 'yes' : '',
    title,
  ];
}
