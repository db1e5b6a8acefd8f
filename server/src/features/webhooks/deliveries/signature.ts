import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/**
 * The headers a receiver checks. Standard Webhooks: `webhook-signature` holds one signature for each valid secret,
 * parted by blanks, over id, time and body. `X-Scriptix-Signature` is the documented older one: HMAC-SHA256 over the
 * body alone, in hex, keyed with the text of the newest secret as it was shown, `whsec_` included.
 *
 * @param secrets the valid ones, the newest first
 */
export function signatureHeaders(
  message: { id: string; body: string; at: Date },
  secrets: readonly [string, ...string[]],
): Record<string, string> {
  const { id, body, at } = message;
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
    'X-Scriptix-Signature': `sha256=${createHmac('sha256', secrets[0]).update(body).digest('hex')}`,
  };
}

/** As the log keeps them. */
export const MASKED_SIGNATURES = { 'webhook-signature': 'v1,***', 'X-Scriptix-Signature': 'sha256=***' };
