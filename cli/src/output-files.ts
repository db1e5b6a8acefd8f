import { realpathSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EXIT, Failure } from './failure.ts';

/**
 * Where the text of each input goes: `NAME.format` in `directory`, and `NAME-2.format` for a second input of that name.
 * An input is never among them.
 *
 * @throws Failure when a text would replace an input
 */
export function planOutputs(inputs: string[], directory: string, format: string): string[] {
  const taken = new Set<string>();
  const sources = new Set(inputs.map(resolved));
  return inputs.map((input) => {
    const name = path.parse(input).name;
    for (let number = 1; ; number++) {
      const file = path.join(directory, `${name}${number > 1 ? `-${number}` : ''}.${format}`);
      if (sources.has(resolved(file))) {
        throw new Failure(`${file} would be replaced by its own transcript. Choose another --output.`, EXIT.usage);
      }
      if (taken.has(file)) continue;
      taken.add(file);
      return file;
    }
  });
}

export async function writeOutput(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}

/** The file itself behind links; a file that is not there yet by its name. */
function resolved(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return path.resolve(file);
  }
}
