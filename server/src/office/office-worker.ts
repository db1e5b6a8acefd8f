import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../platform/errors.ts';
import type { OfficeReply, OfficeTask } from './run-in-worker.ts';

/** Program of the thread: does the one task it is started with. Libraries are loaded as they are needed. */
async function perform(task: OfficeTask): Promise<void> {
  if (task.document.format === 'docx') {
    const { writeDocx } = await import('./docx/write-docx.ts');
    return writeDocx(task.document, task.file);
  }
  const { writePdf } = await import('./pdf/write-pdf.ts');
  return writePdf(task.document, task.file);
}

const reply = (message: OfficeReply) => parentPort?.postMessage(message);

try {
  await perform(workerData as OfficeTask);
  reply({ done: true });
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  const { kind, detail, details } = error;
  reply({ kind, failure: detail ?? error.message, ...(details ? { details } : {}) });
}
