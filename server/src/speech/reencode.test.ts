import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MediaDirectory, mediaDirectory } from './media-fixtures.ts';
import { probeMedia } from './media-probe.ts';
import { reencode } from './reencode.ts';

let media: MediaDirectory;
const signal = new AbortController().signal;

beforeAll(async () => {
  media = await mediaDirectory();
});
afterAll(() => media.remove());

const lavfi = (source: string, seconds: number) => ['-f', 'lavfi', '-t', String(seconds), '-i', source];

describe('reencode', () => {
  it.each([
    ['mono', 'sine', 1],
    ['stereo', 'anoisesrc,aformat=channel_layouts=stereo', 2],
    ['5.1', 'anoisesrc,aformat=channel_layouts=5.1', 2],
  ])('makes a small AAC copy of %s sound', async (name, source, channels) => {
    const path = await media.make(...lavfi(source, 20), `${name}.wav`);
    const destination = join(media.path, `${name}.copy`);
    expect(await reencode({ path, destination, kind: 'audio', signal })).toEqual({
      content_type: 'audio/mp4',
      extension: 'm4a',
    });
    expect(await probeMedia(destination, signal)).toMatchObject({
      kind: 'audio',
      codec: 'aac',
      channels,
      duration_seconds: expect.closeTo(20, 0),
    });
    expect((await stat(destination)).size).toBeLessThan(20 * 10_000);
  });

  it('makes a small H.264 copy of a film with odd sides', async () => {
    const path = await media.make(...lavfi('testsrc=size=1279x719:rate=50', 4), ...lavfi('sine', 4), 'film.mkv');
    const destination = join(media.path, 'film.copy');
    expect(await reencode({ path, destination, kind: 'video', signal })).toEqual({
      content_type: 'video/mp4',
      extension: 'mp4',
    });
    expect(await probeMedia(destination, signal)).toMatchObject({ kind: 'video', codec: 'aac' });
    const picture = await media.make('-i', destination, '-frames:v', '1', 'frame.bmp');
    // 640×360 and 24 bits a pixel.
    expect((await stat(picture)).size).toBe(640 * 360 * 3 + 54);
  });

  it('refuses what is not media and stops when aborted', async () => {
    const text = await media.write('text.mp3', 'no media\n'.repeat(100));
    const destination = join(media.path, 'none.copy');
    await expect(reencode({ path: text, destination, kind: 'audio', signal })).rejects.toMatchObject({
      kind: 'audio_undecodable',
    });
    const long = await media.make(...lavfi('anoisesrc=r=8000', 900), 'long.wav');
    const abort = new AbortController();
    const running = reencode({ path: long, destination, kind: 'audio', signal: abort.signal });
    setTimeout(() => abort.abort(new Error('enough')), 100);
    await expect(running).rejects.toThrow('enough');
  });
});
