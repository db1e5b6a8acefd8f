import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../platform/errors.ts';

/** What `Upload-Checksum` may be made with, and the length of its digest in bytes. */
const DIGEST_BYTES: Record<string, number> = { sha1: 20, sha256: 32 };
export const CHECKSUM_ALGORITHMS = Object.keys(DIGEST_BYTES);

export interface Checksum {
  algorithm: string;
  digest: Buffer;
}

/**
 * Reads `Upload-Checksum: <algorithm> <base64>` (TUS 1.0, checksum).
 *
 * @throws AppError `bad_request` for another algorithm and for what is no digest of it
 */
export function parseChecksum(header: string | undefined): Checksum | undefined {
  if (header === undefined) return undefined;
  const [algorithm = '', text = '', ...more] = header.split(' ');
  const bytes = Object.hasOwn(DIGEST_BYTES, algorithm) ? DIGEST_BYTES[algorithm] : undefined;
  if (bytes === undefined) {
    throw invalid(`must begin with one of ${CHECKSUM_ALGORITHMS.join(', ')}`);
  }
  const digest = Buffer.from(text, 'base64');
  if (more.length > 0 || digest.length !== bytes || digest.toString('base64') !== text) {
    throw invalid(`must carry ${bytes} bytes in base64 after "${algorithm} "`);
  }
  return { algorithm, digest };
}

function invalid(issue: string): AppError {
  return new AppError('bad_request', {
    detail: `Upload-Checksum ${issue}.`,
    details: { field: 'Upload-Checksum', issue },
  });
}

export interface ChecksumCheck {
  update(bytes: Buffer): void;
  /** @throws AppError `checksum_mismatch` */
  verify(): void;
}

export function checkOf({ algorithm, digest }: Checksum): ChecksumCheck {
  const hash = createHash(algorithm);
  return {
    update: (bytes) => void hash.update(bytes),
    verify() {
      if (timingSafeEqual(hash.digest(), digest)) return;
      throw new AppError('checksum_mismatch', {
        detail: `The ${algorithm} of this request is another one. Nothing of it was kept: send it again.`,
      });
    },
  };
}
