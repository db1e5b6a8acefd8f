import type { ServerMessage } from '../session/messages.ts';
import { encodeV1 } from './v1.ts';
import { encodeV2 } from './v2.ts';

/** `both`: the second generation with the fields of the first beside its own. */
export type MessageFormat = 'v1' | 'v2' | 'both';
/** @returns undefined for what this generation has no message for */
export type Encode = (message: ServerMessage) => string | undefined;

const ENCODERS: Record<MessageFormat, Encode> = {
  v1: encodeV1,
  v2: (message) => encodeV2(message, false),
  both: (message) => encodeV2(message, true),
};

export const encoderOf = (format: MessageFormat): Encode => ENCODERS[format];
