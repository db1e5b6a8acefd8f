import { defineJob } from '../../../platform/jobs.ts';

interface DeliveryPayload {
  /** Its id. */
  delivery: string;
}

/** Gives up a delivery whose attempts could not even be made, so that none waits for ever. */
export const abandonDeliveryJob = defineJob<DeliveryPayload>('webhooks.abandon');

/** One attempt. When it is due says the row, not the queue. */
export const attemptDeliveryJob = defineJob<DeliveryPayload>('webhooks.attempt', {
  deadLetter: abandonDeliveryJob.name,
  expireInSeconds: 300,
});

export const WEBHOOK_JOBS = [abandonDeliveryJob, attemptDeliveryJob];
