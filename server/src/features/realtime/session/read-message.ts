import { AppError } from '../../../platform/errors.ts';
import type { ClientMessage, StartOptions } from './messages.ts';

const ACTIONS = 'start, stop, finalize and keepalive';
const MAX_KEY_LENGTH = 500;
const MAX_LANGUAGE_LENGTH = 64;

/**
 * Reads a text frame of a client.
 *
 * @throws AppError `realtime_bad_message` with what is wrong
 */
export function readMessage(text: string): ClientMessage {
  const message = parse(text);
  switch (message.action) {
    case 'start':
      return { action: 'start', options: readStart(message) };
    case 'stop':
    case 'finalize':
    case 'keepalive':
      return { action: message.action };
    case 'keep_alive':
      return { action: 'keepalive' };
    default:
      throw bad(`Send an "action": ${ACTIONS} are known.`);
  }
}

function parse(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw bad('Text frames are JSON, such as {"action":"stop"}; audio goes in binary frames.');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw bad('Text frames are JSON objects, such as {"action":"stop"}.');
}

function readStart(message: Record<string, unknown>): StartOptions {
  const options: StartOptions = {};
  for (const name of ['partial', 'actual_numbers'] as const) {
    const value = message[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'boolean') throw bad(`"${name}" of start is true or false.`);
    options[name] = value;
  }
  for (const [name, longest] of [
    ['key', MAX_KEY_LENGTH],
    ['language', MAX_LANGUAGE_LENGTH],
  ] as const) {
    const value = message[name];
    if (value === undefined || value === null || value === '') continue;
    if (typeof value !== 'string' || value.length > longest) throw bad(`"${name}" of start is a text.`);
    options[name] = value;
  }
  return options;
}

const bad = (detail: string) => new AppError('realtime_bad_message', { detail });
