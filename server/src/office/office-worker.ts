import { writeFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../platform/errors.ts';
import type { OfficeReply, OfficeTask } from './run-in-worker.ts';

/** Program of the thread: does the one task it is started with. Libraries are loaded as they are needed. */
async function perform(task: OfficeTask): Promise<void> {
  switch (task.task) {
    case 'check': {
      const { checkTemplate } = await import('./template/fill-template.ts');
      return checkTemplate(Buffer.from(task.template));
    }
    case 'fill': {
      const { fillTemplate } = await import('./template/fill-template.ts');
      return fillTemplate(task.document, Buffer.from(task.template), task.file);
    }
    case 'example': {
      const { makeExampleTemplate } = await import('./template/example-template.ts');
      return writeFile(task.file, await makeExampleTemplate());
    }
    case 'write': {
      if (task.document.format === 'docx') {
        const { writeDocx } = await import('./docx/write-docx.ts');
        return writeDocx(task.document, task.file);
      }
      const { writePdf } = await import('./pdf/write-pdf.ts');
      return writePdf(task.document, task.file);
    }
  }
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
