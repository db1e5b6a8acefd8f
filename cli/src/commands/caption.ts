import { RULE_HELP, RULE_OPTIONS } from '../caption-options.ts';
import type { Command } from '../command.ts';

const HELP = `Usage: parlance caption FILE… [options]

Makes captions that keep the rules of a profile. Audio and video are transcribed by
the server first. Captions, text and JSON (.srt .vtt .sbv .ttml .dfxp .xml .itt .stl
.json .txt) are cut anew on this machine, without any server: with the times of
their words where a JSON file has them, else with times shared out by length.

  -f, --format FORMAT       vtt (default), srt, sbv, ttml, ebu-tt-d, stl or json
  -o, --output DIR          write NAME.FORMAT into DIR instead of printing
${RULE_HELP}      --speakers            with the names of speakers
      --frame-rate N        of stl: 25 (default) or 30 frames a second
      --multichannel        transcribe every channel on its own

Ends with 0 when all files were captioned, 1 when some were not, 2 when the
command line is wrong, 3 when there is no server or it refuses the key.
`;

export const caption: Command = {
  name: 'caption',
  summary: 'make captions of media, results and other captions',
  help: HELP,
  options: {
    ...RULE_OPTIONS,
    format: { type: 'string', short: 'f' },
    output: { type: 'string', short: 'o' },
    speakers: { type: 'boolean' },
    'frame-rate': { type: 'string' },
    multichannel: { type: 'boolean' },
  },
  // Loaded when it is called: captions are a part of the server, which other commands should not wait for.
  run: async (invocation) => (await import('../run-caption.ts')).runCaption(invocation),
};
