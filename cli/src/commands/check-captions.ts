import { RULE_HELP, RULE_OPTIONS } from '../caption-options.ts';
import type { Command } from '../command.ts';

const HELP = `Usage: parlance check-captions FILE… [options]

Says what in captions breaks the rules: reading speed, length of lines, duration,
gaps, overlaps, balance and breaks of lines. Files may be SRT, WebVTT, SBV, TTML,
EBU STL or JSON; nothing is sent anywhere.

${RULE_HELP}      --json                one JSON object a line for programs

Ends with 0 when there are no errors (there may be warnings), 1 when there are
or when a file cannot be read.
`;

export const checkCaptionFiles: Command = {
  name: 'check-captions',
  summary: 'say what in caption files breaks the rules',
  help: HELP,
  options: { ...RULE_OPTIONS, json: { type: 'boolean' } },
  // Loaded when it is called: captions are a part of the server, which other commands should not wait for.
  run: async (invocation) => (await import('../run-check-captions.ts')).runCheckCaptions(invocation),
};
