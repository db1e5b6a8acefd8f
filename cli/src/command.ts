import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { UsageError } from './failure.ts';

/** What a command is given: its options as {@link parseArgs} reads them, and what else stands on the line. */
export interface Invocation {
  options: Record<string, string | boolean | undefined>;
  operands: string[];
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}

export interface Command {
  /** The words that call it: `transcribe`, `sessions list`. */
  name: string;
  summary: string;
  /** Shown by `--help`: the usage line and what each option does. */
  help: string;
  options: ParseArgsOptionsConfig;
  /** Gives the exit code. */
  run(invocation: Invocation): Promise<number>;
}

/** Reads what follows the name of a command. @throws UsageError */
export function parseInvocation(command: Command, args: string[]): Omit<Invocation, 'signal'> {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { ...command.options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
      allowNegative: true,
    });
    return { options: values as Invocation['options'], operands: positionals };
  } catch (error) {
    // Node appends advice about `--` that only confuses here.
    const [first] = (error as Error).message.split('. ');
    throw new UsageError(`${first?.replace(/\.$/, '')}.`);
  }
}

/** A whole number of at least `min`. @throws UsageError */
export function wholeNumber(name: string, given: string | boolean | undefined, min: number): number | undefined {
  if (given === undefined) return undefined;
  const value = Number(given);
  if (!/^\d+$/.test(String(given)) || value < min) {
    throw new UsageError(`--${name} must be a whole number of at least ${min}, not "${given}".`);
  }
  return value;
}

/** One of a few words. @throws UsageError */
export function oneOf<const T extends string>(
  name: string,
  given: string | boolean | undefined,
  words: readonly T[],
): T {
  const found = words.find((word) => word === given);
  if (!found) throw new UsageError(`--${name} can be ${words.join(', ')}, not "${given}".`);
  return found;
}
