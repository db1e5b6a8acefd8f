import type { ServerMessage } from '../session/messages.ts';
import { errorMessage, listening, textOf, tuplesOf } from './parts.ts';

/**
 * The first generation's messages (reference 10.4, shape K), as compact JSON: its clients compare whole strings.
 *
 * @returns undefined for what this generation does not know
 */
export function encodeV1(message: ServerMessage): string | undefined {
  switch (message.type) {
    case 'listening':
      return listening(message);
    case 'partial':
      return JSON.stringify({ partial: textOf(message.partial.words) });
    case 'final':
      return JSON.stringify({ result: tuplesOf(message.final), text: textOf(message.final.words) });
    case 'pulse':
      return '{"state":"listening"}';
    case 'shutting_down':
      return JSON.stringify({ state: 'shutting_down', at: message.at });
    case 'error':
      return errorMessage(message.error);
    case 'stopped':
      return '{"state":"stopped"}';
    case 'loading':
    case 'finalized':
    case 'warning':
      return undefined;
  }
}
