import { createHash, randomBytes } from 'node:crypto';
import type { CatalogueEntry } from '../src/model-store/catalogue.ts';

/** One thing in an archive that a test packs by hand: also what no tar program would write. */
export interface PackedThing {
  path: string;
  content?: Buffer;
  /** Type flag of the header; a file if left out. */
  flag?: string;
  link?: string;
  /** What the header says, if not the truth. */
  size?: number;
}

const BLOCK = 512;

/** A tar archive (ustar), byte by byte. */
export function packTar(things: readonly PackedThing[], end = true): Buffer {
  const blocks = things.flatMap(({ path, content = Buffer.alloc(0), flag = '0', link = '', size = content.length }) => {
    const header = Buffer.alloc(BLOCK);
    header.write(path, 0, 100);
    header.write('0000644\0', 100);
    header.write('0000000\0', 108);
    header.write('0000000\0', 116);
    header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
    header.write('00000000000\0', 136);
    header.write(flag, 156);
    header.write(link, 157, 100);
    header.write('ustar\x0000', 257, 'latin1');
    header.fill(' ', 148, 156);
    const sum = header.reduce((sum, byte) => sum + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(end ? 2 * BLOCK : 0)]);
}

export const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

/** The smallest thing that has the files of a model: nothing loads it. */
export const CTC_FILES = {
  'model.int8.onnx': randomBytes(300_000),
  'tokens.txt': Buffer.from('<blk> 0\na 1\n'),
};

/** As the sherpa-onnx releases pack theirs: one folder, with recordings and licence beside the model. */
export function modelArchive(files: Record<string, Buffer> = CTC_FILES, folder = 'sherpa-onnx-some-model'): Buffer {
  return packTar([
    { path: `./${folder}/`, flag: '5' },
    { path: `./${folder}/test_wavs/`, flag: '5' },
    { path: `./${folder}/test_wavs/0.wav`, content: Buffer.alloc(5_000, 7) },
    { path: `./${folder}/LICENSE`, content: Buffer.from('Do what you like.\n') },
    ...Object.entries(files).map(([name, content]) => ({ path: `./${folder}/${name}`, content })),
    { path: `./${folder}/export.py`, content: Buffer.from('print()\n') },
  ]);
}

/** The catalogue's words about an archive. */
export function catalogueEntry(archive: Buffer, changes: Partial<CatalogueEntry> = {}): CatalogueEntry {
  return {
    name: 'some-ctc-en',
    title: 'Some CTC model',
    kind: 'nemo-ctc',
    languages: ['en'],
    parameters_millions: 1,
    speed: 'fast',
    url: 'https://models.example.org/releases/some-model.tar',
    size_bytes: archive.length,
    unpacked_bytes: null,
    sha256: sha256(archive),
    licence: 'Apache-2.0',
    homepage: 'https://models.example.org/',
    error_rate: null,
    files: { model: 'model.int8.onnx', tokens: 'tokens.txt' },
    sample_rate: 16_000,
    capabilities: { word_times: 'measured' },
    preference: 10,
    ...changes,
  };
}
