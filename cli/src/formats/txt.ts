import type { Result } from '@parlance/sdk';

/** The text, an utterance a line. With several channels each line says whose it is. @example toTxt(result) // "Had he married …\n" */
export function toTxt(result: Result): string {
  const channels = new Set(result.results.map((utterance) => utterance.channel));
  return result.results
    .map(({ channel, text }) => `${channels.size > 1 ? `Channel ${channel + 1}: ` : ''}${text.trim()}\n`)
    .join('');
}
