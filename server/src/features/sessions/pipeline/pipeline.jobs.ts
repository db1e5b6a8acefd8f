import { defineJob } from '../../../platform/jobs.ts';

interface SessionPayload {
  session: number;
}

/** Takes a session whose job failed too often out of the queue with an error, so that none waits for ever. */
export const abandonJob = defineJob<SessionPayload>('sessions.abandon');

const deadLetter = abandonJob.name;

/** Probe, decode, find speech, store segments. */
export const prepareJob = defineJob<SessionPayload>('sessions.prepare', { deadLetter });

/** Recognise the segments of one batch. */
export const recogniseJob = defineJob<SessionPayload & { batch: number }>('sessions.recognise', { deadLetter });

/** Make the small copy that `keep_source` asks for. */
export const copyJob = defineJob<SessionPayload>('sessions.copy', { deadLetter });

/** Merge the segments to the result. */
export const assembleJob = defineJob<SessionPayload>('sessions.assemble', { deadLetter });

/** Remove the bytes of a deleted session. */
export const eraseJob = defineJob<SessionPayload>('sessions.erase');

export const SESSION_JOBS = [abandonJob, prepareJob, recogniseJob, copyJob, assembleJob, eraseJob];
