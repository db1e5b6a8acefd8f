import type { Command } from '../command.ts';
import { EXIT, UsageError } from '../failure.ts';
import { explaining, type FoundModel, openModels, readableLanguages } from '../model-door.ts';
import { readableBytes } from '../quantities.ts';
import { table } from '../table.ts';

const HELP = `Usage: parlance models list [options]

Lists the neural models on this machine, and what is wrong with those that
cannot be used. The built-in English engine is always there.

      --json   one JSON object a line for programs
`;

export const listModels: Command = {
  name: 'models list',
  summary: 'list the models on this machine',
  help: HELP,
  options: { json: { type: 'boolean' } },
  async run({ options, operands }) {
    if (operands.length > 0) throw new UsageError(`"${operands[0]}" is not understood.`);
    const { door, store } = await openModels();
    const found = await explaining(door, () => door.listFound(store));
    if (options.json) {
      for (const model of found) process.stdout.write(`${JSON.stringify(describe(model))}\n`);
    } else if (found.length === 0) {
      process.stderr.write(
        `No models in ${store.directory}. \`parlance models available\` lists what can be installed.\n`,
      );
    } else show(found);
    return found.some(({ problem }) => problem !== undefined) ? EXIT.failed : EXIT.ok;
  },
};

function show(found: FoundModel[]): void {
  const usable = found.flatMap(({ name, model, bytes, default_for }) =>
    model
      ? [
          [
            name,
            model.kind,
            readableBytes(bytes),
            readableLanguages(model.languages),
            default_for.join(' '),
            model.title,
          ],
        ]
      : [],
  );
  if (usable.length > 0) {
    process.stdout.write(table(['model', 'kind', 'size', 'languages', 'chosen for', 'title'], usable, ['size']));
  }
  for (const { name, problem } of found) {
    if (problem !== undefined) process.stderr.write(`${name} cannot be used. ${problem}\n`);
  }
}

function describe({ name, bytes, default_for, model, problem }: FoundModel) {
  return {
    name,
    bytes,
    usable: model !== undefined,
    problem: problem ?? null,
    chosen_for: default_for,
    ...(model
      ? {
          title: model.title,
          kind: model.kind,
          languages: model.languages,
          capabilities: model.capabilities ?? {},
          licence: model.licence ?? null,
          source: model.source ?? null,
        }
      : {}),
  };
}
