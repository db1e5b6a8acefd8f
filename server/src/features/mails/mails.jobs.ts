import { defineJob } from '../../platform/jobs.ts';

/** Send one mail; a mail server that is away is asked again for about a day. */
export const mailJob = defineJob<{ mail: number }>('mail.send', {
  retryLimit: 30,
  retryDelay: 5,
  retryDelayMax: 3_600,
  expireInSeconds: 300,
});

export const MAIL_JOBS = [mailJob];
