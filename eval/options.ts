import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { InputError } from './manifest.ts';
import type { SystemChoice } from './systems.ts';

export const USAGE = `Usage: npm run eval -- --manifest FILE [more options]

  --manifest FILE   JSON lines: {"audio": "a.wav", "text": "what is said", "language": "en",
                    "words": [["what", 0.12, 0.31], …]}; the last two may be missing. May be given several times.
  --engine NAME     judge this engine (pocketsphinx, sherpa-onnx, remote); several to compare them
  --model KEY       judge this model; several to compare them. Default: the model a server would take.
  --decoders N      recognisers at once (default: one for each core; 1 for figures of speed)
  --json FILE       write everything as JSON
  --html FILE       write a page with the errors word by word
  --help

The server's settings hold here too: PARLANCE_MODELS_DIR, PARLANCE_REMOTE_ENGINE_URL and so on (docs/configuration.md).
`;

export interface EvalOptions {
  manifests: string[];
  systems: SystemChoice[];
  decoders: number;
  json: string | undefined;
  html: string | undefined;
}

/**
 * @returns undefined when help is asked for
 * @throws InputError when an argument is unknown, missing or wrong
 */
export function readOptions(argv: readonly string[]): EvalOptions | undefined {
  const { values, tokens } = parse(argv);
  if (values.help) return undefined;
  if (!values.manifest) throw new InputError('--manifest FILE is missing.');
  const systems = tokens.flatMap((token): SystemChoice[] => {
    if (token.kind !== 'option' || token.value === undefined) return [];
    return token.name === 'engine' || token.name === 'model' ? [{ kind: token.name, name: token.value }] : [];
  });
  const decoders = Number(values.decoders ?? availableParallelism());
  if (!Number.isInteger(decoders) || decoders < 1 || decoders > 256) {
    throw new InputError('--decoders must be a number from 1 to 256.');
  }
  return {
    manifests: values.manifest,
    systems: systems.length > 0 ? systems : [{ kind: 'server' }],
    decoders,
    json: values.json,
    html: values.html,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      tokens: true,
      options: {
        manifest: { type: 'string', multiple: true },
        engine: { type: 'string', multiple: true },
        model: { type: 'string', multiple: true },
        decoders: { type: 'string' },
        json: { type: 'string' },
        html: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new InputError((error as Error).message);
  }
}
