import { readdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../../test/test-server.ts';
import { collectOrphans } from '../../retention/index.ts';
import { insertOrganization } from '../index.ts';

const ORGANIZATION = '/api/v3/account/organization';
const profile = (id: number) => `/api/v3/organization/profile/${id}`;

let server: TestServer;
let key: string;
let id: number;
beforeAll(async () => {
  server = await startTestServer();
  [id, key] = await newOrganization();
});
afterAll(() => server.stop());

async function newOrganization(): Promise<[number, string]> {
  const { id } = await insertOrganization(server.running.ctx.db, 'With a logo');
  return [id, (await server.createPerson({ roles: ['ORGADMIN'], organization_id: id })).token];
}

const canvas = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c00' }, limitInputPixels: false });
const small = () => canvas(40, 20).png().toBuffer();

function form(content: Buffer, field = 'logo', filename = 'logo.png'): FormData {
  const data = new FormData();
  data.append(field, new Blob([Uint8Array.from(content)]), filename);
  return data;
}
const upload = (body: FormData | Buffer, headers: Record<string, string> = {}, as = key, of = id) =>
  server.call('POST', `${profile(of)}/logo`, { key: as, body, headers });
const picture = async (url: string) => {
  const response = await fetch(url);
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
};

async function storedLogos(): Promise<string[]> {
  const folder = path.join(server.running.ctx.config.storageDir, 'logos', String(id));
  return readdir(folder).catch(() => []);
}

/** A GIF of many frames. */
const moving = () =>
  sharp(Buffer.from(Array.from({ length: 20 * 200 * 3 }, (_, byte) => 20 * Math.floor(byte / 1_200))), {
    raw: { width: 20, height: 200, channels: 3, pageHeight: 20 },
  })
    .gif()
    .toBuffer();

const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

describe('uploadLogo and getLogo', () => {
  it.each([
    ['png', () => canvas(1_200, 300).png().toBuffer()],
    ['jpeg', () => canvas(1_200, 300).jpeg().toBuffer()],
    ['webp', () => canvas(1_200, 300).webp().toBuffer()],
    ['gif', () => canvas(1_200, 300).gif().toBuffer()],
  ])('200: a %s becomes a PNG of 512 at most, at a public address', async (_, make) => {
    const { status, body } = await upload(form(await make()));
    expect([status, body.id, body.result.logo_url]).toEqual([200, id, body.logo_url]);
    const { response, bytes } = await picture(body.logo_url);
    expect(response.status).toBe(200);
    expect(
      [...['content-type', 'x-content-type-options', 'cache-control']].map((name) => response.headers.get(name)),
    ).toEqual(['image/png', 'nosniff', 'public, max-age=86400, immutable']);
    const { format, width, height } = await sharp(bytes).metadata();
    expect([format, width, height]).toEqual(['png', 512, 128]);
    expect((await server.call('GET', ORGANIZATION, { key })).body.logo_url).toBe(body.logo_url);
    expect(await storedLogos()).toHaveLength(1);
  });

  it('200: the field may be called file, and the picture may be the body', async () => {
    const small40 = await small();
    const answers = [
      await upload(form(small40, 'file', 'x.bin')),
      await upload(small40, { 'content-type': 'image/png' }),
      await upload(small40, { 'content-type': 'application/octet-stream' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { width, height } = await sharp((await picture(answers[2]?.body.logo_url)).bytes).metadata();
    expect([width, height]).toEqual([40, 20]);
    // The address before is no more, nor is its file.
    expect((await picture(answers[1]?.body.logo_url)).response.status).toBe(404);
    expect(await storedLogos()).toHaveLength(1);
  });

  it('what else was in the file is gone, and the picture stands upright', async () => {
    const photograph = await canvas(100, 50)
      .withExif({ IFD0: { Copyright: 'kepler442b' }, IFD3: { GPSLatitude: '52/1 22/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const tainted = Buffer.concat([photograph, Buffer.from('<script>kepler442b</script>')]);
    const { body } = await upload(form(tainted));
    const { bytes } = await picture(body.logo_url);
    const { width, height, exif, orientation } = await sharp(bytes).metadata();
    expect([width, height, exif, orientation]).toEqual([50, 100, undefined, undefined]);
    expect(bytes.includes('kepler442b')).toBe(false);
  });

  it('415: SVG, by whatever name, and what is no picture', async () => {
    const before = await storedLogos();
    for (const [content, type] of [
      [SVG, 'image/svg+xml'],
      [SVG, 'image/png'],
      [Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/png'],
      [Buffer.from('%PDF-1.7'), 'application/octet-stream'],
      [Buffer.from('BM and more'), 'image/bmp'],
      [await small(), 'application/json'],
      [await small(), 'text/html'],
    ] as const) {
      const { status, body } = await upload(content, { 'content-type': type });
      expect([status, body.error_code], type).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    }
    expect((await upload(form(SVG, 'logo', 'logo.png'))).status).toBe(415);
    expect((await server.call('POST', `${profile(id)}/logo`, { key })).status).toBe(415);
    expect(await storedLogos()).toEqual(before);
  });

  it('422: broken, moving, and far too many pixels in few bytes', async () => {
    const bomb = await canvas(6_000, 5_000).png({ compressionLevel: 9 }).toBuffer();
    expect(bomb.length).toBeLessThan(5 * 1024 * 1024);
    const whole = await canvas(300, 300).jpeg().toBuffer();
    for (const [content, detail] of [
      [bomb, /25 million pixels/],
      [await moving(), /still/],
      [whole.subarray(0, whole.length / 2), /broken/],
      [Buffer.concat([(await small()).subarray(0, 20), Buffer.alloc(50)]), /broken/],
    ] as const) {
      const { status, body } = await upload(form(content));
      expect([status, body.error_code], String(detail)).toEqual([422, 'IMAGE_INVALID']);
      expect(body.detail).toMatch(detail);
    }
    expect((await upload(form(Buffer.alloc(0)))).body.details.field).toBe('logo');
    expect((await upload(form(await small(), 'avatar'))).body.details.field).toBe('avatar');
    const field = new FormData();
    field.append('logo', 'text');
    expect((await upload(field)).status).toBe(422);
    expect((await upload(new FormData())).status).toBeGreaterThanOrEqual(400);
  });

  it('413: more than 5 MiB', async () => {
    const large = Buffer.concat([await small(), Buffer.alloc(5 * 1024 * 1024)]);
    expect((await upload(form(large))).body.error_code).toBe('FILE_TOO_LARGE');
    expect((await upload(large, { 'content-type': 'image/png' })).status).toBe(413);
  });

  it('404 for another organisation, 403 without the role, 401 without a token', async () => {
    const [other, theirs] = await newOrganization();
    const body = await small();
    const type = { 'content-type': 'image/png' };
    for (const [as, of] of [
      [key, other],
      [theirs, id],
      [key, 2_147_483_647],
    ] as const) {
      expect((await upload(body, type, as, of)).status).toBe(404);
      expect((await server.call('DELETE', profile(of), { key: as })).status).toBe(404);
    }
    const { token } = await server.createPerson({ roles: ['CONTRIBUTOR'], organization_id: id });
    expect((await upload(body, type, token)).body.error_code).toBe('INSUFFICIENT_ROLE');
    expect((await server.call('POST', `${profile(id)}/logo`, { body, headers: type })).status).toBe(401);
    expect((await server.call('DELETE', profile(id))).status).toBe(401);
    expect((await server.call('DELETE', `${profile(id)}x`, { key })).status).toBe(422);
  });

  it('404: another name, or the picture of one organisation at another', async () => {
    const { body } = await upload(form(await small()));
    const [other] = await newOrganization();
    const url = new URL(body.logo_url);
    const file = url.pathname.split('/').at(-1) as string;
    expect((await server.call('GET', `${profile(other)}/logo/${file}`)).status).toBe(404);
    expect((await server.call('GET', `${profile(id)}/logo/${'0'.repeat(32)}.png`)).status).toBe(404);
    expect((await server.call('GET', `${profile(id)}/logo/..%2F..%2Fx.png`)).status).toBe(422);
  });
});

describe('deleteLogo', () => {
  it('204, and the picture is gone; 404 when there is none', async () => {
    const { body } = await upload(form(await small()));
    expect((await server.call('DELETE', profile(id), { key })).status).toBe(204);
    expect((await picture(body.logo_url)).response.status).toBe(404);
    expect(await storedLogos()).toEqual([]);
    expect((await server.call('GET', ORGANIZATION, { key })).body.logo_url).toBeNull();
    expect((await server.call('DELETE', profile(id), { key })).status).toBe(404);
  });
});

describe('clean-up', () => {
  it('keeps the pictures of organisations and takes those that none has', async () => {
    const { ctx } = server.running;
    const { body } = await upload(form(await small()));
    const orphan = `logos/${id}/${'a'.repeat(32)}.png`;
    await ctx.storage.write(orphan, Buffer.from('left by a crash'));
    await collectOrphans({ ...ctx, config: { ...ctx.config, orphanHours: 0 } }, new AbortController().signal);
    expect(await ctx.storage.size(orphan)).toBeUndefined();
    expect((await picture(body.logo_url)).response.status).toBe(200);
  });
});

describe('how often', () => {
  it('429 beyond 30 pictures an hour', async () => {
    const [other, theirs] = await newOrganization();
    const body = await small();
    const answers = [];
    for (let n = 0; n < 31; n++)
      answers.push((await upload(body, { 'content-type': 'image/png' }, theirs, other)).status);
    expect(new Set(answers.slice(0, 30))).toEqual(new Set([200]));
    expect(answers[30]).toBe(429);
  });
});
