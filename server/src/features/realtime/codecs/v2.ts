import type { ServerMessage } from '../session/messages.ts';
import { errorMessage, listening, textOf, tuplesOf } from './parts.ts';

/**
 * The second generation's messages (reference 10.4, shape W), as compact JSON.
 *
 * @param withFirst also carries the fields of the first generation, which newer clients of it read (shape K)
 */
export function encodeV2(message: ServerMessage, withFirst: boolean): string {
  switch (message.type) {
    case 'loading':
      return '{"state":"loading"}';
    case 'listening':
      return listening(message);
    case 'partial': {
      const { words, offset_ms, stability } = message.partial;
      const text = textOf(words);
      return JSON.stringify({
        ...(withFirst ? { partial: text } : {}),
        text,
        is_final: false,
        offset_ms: Math.round(offset_ms),
        stability: Math.round(stability * 100) / 100,
      });
    }
    case 'final': {
      const words = tuplesOf(message.final);
      return JSON.stringify({
        ...(withFirst ? { result: words } : {}),
        words,
        text: textOf(message.final.words),
        is_final: true,
        offset_ms: Math.round(message.final.end_ms),
      });
    }
    case 'finalized':
      return JSON.stringify({ state: 'finalized', offset_ms: Math.floor(message.offset_ms) });
    case 'pulse':
      return '{"state":"ping"}';
    case 'warning':
      return JSON.stringify(message.warning);
    case 'shutting_down':
      return JSON.stringify({ state: 'shutting_down', at: message.at });
    case 'error':
      return errorMessage(message.error);
    case 'stopped':
      return '{"state":"stopped"}';
  }
}
