import { generateSecret, generateURI, verify } from 'otplib';
import QRCode from 'qrcode';

/** Seconds a code is shown (RFC 6238), and the steps before and after that count too, for clocks that differ. */
const PERIOD = 30;
const STEPS_AROUND = 1;
/** 160 bits, what RFC 4226 recommends. */
const SECRET_BYTES = 20;

export const newTotpSecret = (): string => generateSecret({ length: SECRET_BYTES });

/** What authenticator programs take in, by hand or as a picture. */
export async function totpEnrolment(secret: string, { issuer, account }: { issuer: string; account: string }) {
  const otpauth_url = generateURI({ issuer, label: account, secret });
  return { secret, otpauth_url, qr_code: await QRCode.toDataURL(otpauth_url, { margin: 2, width: 264 }) };
}

/**
 * Whether a code is right now.
 *
 * @param after step of the last code that was taken; that one and earlier ones are refused
 * @returns its step, to be remembered; undefined when it is wrong or was used
 */
export async function checkTotp(
  secret: string,
  code: string,
  { after, now }: { after: number; now: Date },
): Promise<number | undefined> {
  const token = code.replace(/[\s-]/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const result = await verify({
    secret,
    token,
    epoch: Math.floor(now.getTime() / 1_000),
    epochTolerance: PERIOD * STEPS_AROUND,
    ...(after > 0 ? { afterTimeStep: after } : {}),
  });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}
