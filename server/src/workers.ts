import type { RootCtx } from './context.ts';
import { LINK_JOBS, startLinkWorkers } from './features/auth/index.ts';
import { ERASURE_JOBS, startErasureWorkers } from './features/erasure/index.ts';
import { FOLDER_WORK_JOBS, startFolderJobWorkers } from './features/folder-jobs/index.ts';
import { FOLDER_JOBS, startFolderWorkers } from './features/folders/index.ts';
import { MAIL_JOBS, startMailWorkers } from './features/mails/index.ts';
import { startSaveRecovery } from './features/realtime/index.ts';
import { RETENTION_JOBS, startRetentionWorker } from './features/retention/index.ts';
import { SESSION_JOBS, startFetchWorkers, startSessionWorkers } from './features/sessions/index.ts';
import { startWebhookWorkers, WEBHOOK_JOBS } from './features/webhooks/index.ts';
import type { JobDefinition } from './platform/jobs.ts';

/** Every kind of job there is; their queues are made at the start. */
export const JOB_DEFINITIONS: readonly JobDefinition<never>[] = [
  ...SESSION_JOBS,
  ...WEBHOOK_JOBS,
  ...MAIL_JOBS,
  ...LINK_JOBS,
  ...FOLDER_WORK_JOBS,
  ...ERASURE_JOBS,
  ...FOLDER_JOBS,
  ...RETENTION_JOBS,
];

/** Every feature that works behind the requests. Returns what ends that besides the queue itself. */
export async function startWorkers(ctx: RootCtx): Promise<() => Promise<void>> {
  const endSessionWorkers = await startSessionWorkers(ctx);
  const endWebhookWorkers = await startWebhookWorkers(ctx);
  await startFetchWorkers(ctx);
  await startMailWorkers(ctx);
  await startLinkWorkers(ctx);
  await startFolderJobWorkers(ctx);
  await startErasureWorkers(ctx);
  await startFolderWorkers(ctx);
  const endRetentionWorker = await startRetentionWorker(ctx);
  const endSaveRecovery = await startSaveRecovery(ctx);
  return async () => {
    endSaveRecovery();
    endRetentionWorker();
    endWebhookWorkers();
    await endSessionWorkers();
  };
}
