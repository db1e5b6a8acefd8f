import { readLanguage } from '../caption-rules.ts';
import { type Command, type Invocation, oneOf } from '../command.ts';
import { UsageError } from '../failure.ts';
import { formatOf } from '../live/outputs.ts';
import { type LiveSettings, runLive } from '../live/run.ts';

const HELP = `Usage: parlance live FILE [options]
       parlance live --mic [options]
       parlance live URL [options]

Prints what is said while it is said: of a file as if it were played, of the
microphone, or of a stream (http, https, HLS) the server listens to.
Ctrl-C ends it after the last words; pressed again, at once.

      --mic                 the microphone, through ffmpeg
      --device NAME         which one (PulseAudio, ALSA, macOS, Windows)
      --fast                a file as fast as the server takes it
  -l, --language LANGUAGE   default: what the server is set to
  -t, --type TYPE           fast (default), or quality: every utterance is
                            heard once more as a whole
      --no-partial          only what does not change any more
      --actual-numbers      English numbers as digits
      --srt                 SRT captions at the end instead of the text
  -o, --output FILE         write everything into FILE at the end, in the
                            format of its name: .txt, .srt, .vtt, .sbv,
                            .ttml, .stl or .json
      --save                let the server keep the audio and make a session
                            with documents of it
      --json                everything that happens, one JSON object a line

"-" as FILE is standard input. Needs a key of the kind realtime, or a login.
`;

export const live: Command = {
  name: 'live',
  summary: 'print what is said while it is said',
  help: HELP,
  options: {
    mic: { type: 'boolean' },
    device: { type: 'string' },
    fast: { type: 'boolean' },
    language: { type: 'string', short: 'l' },
    type: { type: 'string', short: 't' },
    partial: { type: 'boolean' },
    'actual-numbers': { type: 'boolean' },
    srt: { type: 'boolean' },
    output: { type: 'string', short: 'o' },
    save: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  run: (invocation) => runLive(readSettings(invocation), invocation.signal),
};

function readSettings(invocation: Invocation): LiveSettings {
  const { options, operands } = invocation;
  const [operand, more] = operands;
  const isMic = options.mic === true || options.device !== undefined;
  if (more !== undefined) throw new UsageError(`Only one thing can be listened to; "${more}" is too much.`);
  if (isMic && operand !== undefined) throw new UsageError(`The microphone or "${operand}": only one of them.`);
  if (!isMic && operand === undefined) throw new UsageError('Name a file or an address, or use --mic.');
  const isUrl = operand !== undefined && /^https?:\/\//i.test(operand);
  if (options.fast && (isMic || isUrl)) throw new UsageError('--fast is for files.');
  if (options.srt && options.json) throw new UsageError('--srt and --json both want standard output.');
  const output = options.output as string | undefined;
  return {
    source: isMic
      ? { kind: 'microphone', device: options.device as string | undefined }
      : { kind: isUrl ? 'url' : 'file', name: operand as string },
    fast: options.fast === true,
    language: readLanguage(invocation),
    type: oneOf('type', options.type ?? 'fast', ['fast', 'quality']),
    partial: options.partial !== false,
    actualNumbers: options['actual-numbers'] === true,
    srt: options.srt === true,
    output: output === undefined ? undefined : { file: output, format: formatOf(output) },
    save: options.save === true,
    json: options.json === true,
  };
}
