import { watchMemory } from './memory-sampler.ts';
import type { Benchmark } from './report.ts';
import { startProduct } from './server.ts';
import { uploadTus } from './upload.ts';

const FEW = 20;
const MANY = 200;
const MIB = 1024 ** 2;
const LARGE = 16 * MIB;
const SMALL = 4 * MIB;

export const manyUploadsBenchmark: Benchmark = {
  title: 'Many uploads at once',
  method:
    `Highest resident memory of the server process during ${MANY} TUS uploads of ${LARGE / MIB} MiB at the same time, by that ` +
    `during as many of ${SMALL / MIB} MiB, and by that during ${FEW}; each time a fresh server.`,
  async run(note) {
    const measure = async (uploads: number, bytes: number) => {
      const product = await startProduct({ PARLANCE_ROLES: 'api' });
      try {
        await uploadTus(product, bytes);
        const watch = watchMemory(product.pid);
        const started = performance.now();
        await Promise.all(Array.from({ length: uploads }, () => uploadTus(product, bytes)));
        const seconds = (performance.now() - started) / 1000;
        const { own } = watch.stop();
        const speed = (uploads * bytes) / MIB / seconds;
        note(`${uploads} of ${bytes / MIB} MiB: ${(own / MIB).toFixed(0)} MiB, ${speed.toFixed(0)} MiB/s in all`);
        return own;
      } finally {
        await product.stop();
      }
    };
    const few = await measure(FEW, LARGE);
    const small = await measure(MANY, SMALL);
    const large = await measure(MANY, LARGE);
    const each = (large - few) / (MANY - FEW) / 1024;
    const mebibytes = (value: number) => `${(value / MIB).toFixed(0)} MiB`;
    return [
      {
        name: `server memory, ${MANY} uploads at once of ${LARGE / MIB} MiB by ${SMALL / MIB} MiB each`,
        target: { at: 'most', value: 1.1 },
        ratio: large / small,
        ours: mebibytes(large),
        reference: mebibytes(small),
      },
      {
        name: `server memory, ${MANY} uploads at once by ${FEW}`,
        target: null,
        ratio: large / few,
        ours: `${mebibytes(large)}: ${each.toFixed(0)} KiB for each upload more`,
        reference: mebibytes(few),
      },
    ];
  },
};
