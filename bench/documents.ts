import autocannon from 'autocannon';
import { type Benchmark, median } from './report.ts';
import { type BenchServer, startProduct, startReference } from './server.ts';

const HOURS = 10;
const WORDS = 100_000;
const WORDS_OF_PARAGRAPH = 20;
const READERS = 200;
const SECONDS = 10;
const ROUNDS = 3;
const EDITS = 15;

/** Ten hours of speech as its document: English words by a simple generator, always the same ones. */
function content() {
  const vocabulary = 'the of and a to in he was that it his her with as had she for you not but at on be'.split(' ');
  const step = (HOURS * 3_600_000) / WORDS;
  let seed = 1;
  const next = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed;
  };
  const paragraphs = Array.from({ length: WORDS / WORDS_OF_PARAGRAPH }, (_, paragraph) => {
    const words = Array.from({ length: WORDS_OF_PARAGRAPH }, (_, index) => {
      const start = Math.round((paragraph * WORDS_OF_PARAGRAPH + index) * step);
      const word = vocabulary[next() % vocabulary.length] as string;
      return [word, start, start + 250, (next() % 1_000) / 1_000] as const;
    });
    return {
      id: `p${paragraph}`,
      start: words[0]?.[1] ?? 0,
      stop: words.at(-1)?.[2] ?? 0,
      speaker: `S${1 + (paragraph % 3)}`,
      text: words.map(([word]) => word).join(' '),
      words,
    };
  });
  return { document_type: 'document', version: 1, metadata: { language: 'en' }, content: { paragraphs } };
}

async function bytesPerSecond(url: string, headers: Record<string, string> = {}): Promise<number> {
  const result = await autocannon({ url, connections: READERS, duration: SECONDS, timeout: 120, headers });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx + result.errors} requests failed at ${url}`);
  return result.throughput.average;
}

/** Median milliseconds of something done again and again. */
async function medianMs(times: number, work: (index: number) => Promise<unknown>): Promise<number> {
  const taken = [];
  for (let index = 0; index < times; index++) {
    const begun = performance.now();
    await work(index);
    taken.push(performance.now() - begun);
  }
  return median(taken);
}

async function makeDocument(product: BenchServer): Promise<string> {
  const call = async (path: string, body: unknown) => {
    const response = await fetch(`${product.url}/api/v3/speech-to-text/session${path}`, {
      method: 'POST',
      headers: { 'x-zoom-s2t-key': product.key, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
    return ((await response.json()) as { result: { session_id: string; id: string } }).result;
  };
  const { session_id } = await call('', { language: 'en', session_mode: 'upload' });
  const { id } = await call(`/${session_id}/document`, { document: content() });
  return `${product.url}/api/v3/speech-to-text/session/${session_id}/document/${id}`;
}

export const documentsBenchmark: Benchmark = {
  title: 'Documents',
  method:
    `A transcript of ${HOURS} hours (${WORDS.toLocaleString('en')} words with their times). ${READERS} readers of it at once, ` +
    `against a bare Fastify route that sends the same bytes from memory: bytes a second over ${SECONDS} s each, in turn, ` +
    `median of ${ROUNDS} rounds. Then, one at a time, the median of ${EDITS}: an edit of one paragraph (\`PUT\` with ` +
    '`changes`), the same edit with the whole content sent back, the first read after an edit; against a read.',
  async run(note) {
    const product = await startProduct();
    const reference = await startReference('documents.reference.ts', []);
    try {
      const url = await makeDocument(product);
      const headers = { 'x-zoom-s2t-key': product.key };
      const read = async () => Buffer.from(await (await fetch(url, { headers })).arrayBuffer());
      const bytes = await read();
      note(`the answer has ${(bytes.length / 1e6).toFixed(1)} MB`);
      const put = (target: string, body: string | Buffer, type: string) =>
        fetch(target, { method: 'PUT', headers: { ...headers, 'content-type': type }, body: body as never });
      await put(reference.url, bytes, 'application/octet-stream');
      const rates = { ours: [] as number[], bare: [] as number[] };
      for (let round = 0; round < ROUNDS; round++) {
        rates.ours.push(await bytesPerSecond(url, headers));
        rates.bare.push(await bytesPerSecond(reference.url));
        note(`round ${round + 1}: ${mega(rates.ours[round])} / ${mega(rates.bare[round])}`);
      }
      const readMs = await medianMs(EDITS, read);
      const change = async (body: object) => {
        const response = await put(url, JSON.stringify(body), 'application/json');
        if (!response.ok) throw new Error(await response.text());
      };
      const editMs = await medianMs(EDITS, (index) =>
        change({ changes: [{ id: 'p2500', text: `now it says number ${index}` }] }),
      );
      const coldMs: number[] = [];
      for (let index = 0; index < EDITS; index++) {
        await change({ changes: [{ id: 'p2500', text: `and now it says number ${index}` }] });
        coldMs.push(await medianMs(1, read));
      }
      const { document } = (
        JSON.parse((await read()).toString()) as { result: { document: ReturnType<typeof content> } }
      ).result;
      const wholeMs = await medianMs(EDITS, (index) => {
        const paragraphs = document.content.paragraphs.with(100, {
          ...(document.content.paragraphs[100] as (typeof document.content.paragraphs)[number]),
          text: `the whole comes back for the ${index}th time`,
        });
        return change({ document: { ...document, content: { paragraphs } } });
      });
      const [ours, bare] = [median(rates.ours), median(rates.bare)];
      const ofRead = (name: string, ms: number, target: number | null) => ({
        name,
        target: target === null ? null : { at: 'most' as const, value: target },
        ratio: ms / readMs,
        ours: `${ms.toFixed(1)} ms`,
        reference: `${readMs.toFixed(1)} ms`,
      });
      return [
        {
          name: `${READERS} readers, of a bare route with the same bytes`,
          target: { at: 'least', value: 0.5 },
          ratio: ours / bare,
          ours: mega(ours),
          reference: mega(bare),
        },
        ofRead('edit of one paragraph, of a read', editMs, 5),
        ofRead('the same with the whole content sent back', wholeMs, null),
        ofRead('first read after an edit, of a read', median(coldMs), null),
      ];
    } finally {
      await reference.stop();
      await product.stop();
    }
  },
};

const mega = (bytesPerSecond = 0) => `${Math.round(bytesPerSecond / 1e6)} MB/s`;
