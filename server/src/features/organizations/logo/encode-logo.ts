import PQueue from 'p-queue';
import sharp from 'sharp';
import { AppError } from '../../../platform/errors.ts';

/** Longest side of what is kept. */
const SIDE = 512;
/** 5000 × 5000: what it takes to decode one is some 100 MB at the worst. */
const MAX_PIXELS = 25_000_000;
const TIMEOUT_SECONDS = 10;

/** One at a time: decoding takes memory and a core, and pictures of organisations are rare. */
const queue = new PQueue({ concurrency: 1 });

/** How the formats begin that are taken. Everything else, SVG first of all, never gets as far as a decoder. */
const BEGINNINGS: readonly RegExp[] = [/^\x89PNG\r\n/, /^\xff\xd8\xff/, /^GIF8[79]a/, /^RIFF....WEBP/s];

/**
 * Draws a picture anew as a PNG of 512 × 512 at most: what else was in the file, where a photograph was taken or what a decoder
 * elsewhere stumbles over, is not in it.
 *
 * @throws AppError `unsupported_media_type` for what is no PNG, JPEG, WebP or GIF; `image_invalid` for broken, animated and too
 * large ones
 */
export function encodeLogo(bytes: Buffer): Promise<Buffer> {
  const beginning = bytes.toString('latin1', 0, 16);
  if (!BEGINNINGS.some((format) => format.test(beginning))) {
    throw new AppError('unsupported_media_type', { detail: 'Send a PNG, JPEG, WebP or GIF.' });
  }
  return queue.add(async () => {
    const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' });
    const { pages = 1 } = await orInvalid(image.metadata());
    if (pages > 1) throw new AppError('image_invalid', { detail: 'It moves: send a still picture.' });
    return orInvalid(
      image
        .autoOrient()
        .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
        .toColourspace('srgb')
        .png({ compressionLevel: 9 })
        .timeout({ seconds: TIMEOUT_SECONDS })
        .toBuffer(),
    );
  });
}

async function orInvalid<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const isLarge = error instanceof Error && /pixel limit/.test(error.message);
    throw new AppError('image_invalid', {
      detail: isLarge ? 'It has more than 25 million pixels.' : 'It is broken, or takes too long to decode.',
      cause: error,
    });
  }
}
