import { defineJob } from '../../../platform/jobs.ts';
import { TURNS } from '../queue/turns.jobs.ts';

interface SessionPayload {
  session: number;
}

/** Takes a session whose job failed too often out of the queue with an error, so that none waits for ever. */
export const abandonJob = defineJob<SessionPayload>('sessions.abandon');

const deadLetter = abandonJob.name;

/** Fetch the media from another server. */
export const fetchJob = defineJob<SessionPayload>('sessions.fetch', { deadLetter });

/** Look at the headers of the media and put the session into the queue. */
export const probeJob = defineJob<SessionPayload>('sessions.probe', { deadLetter });

/** Make the small copy that `keep_source` asks for. */
export const copyJob = defineJob<SessionPayload>('sessions.copy', { deadLetter });

/** Merge the segments to the result. */
export const assembleJob = defineJob<SessionPayload>('sessions.assemble', { deadLetter });

/** Remove the bytes of a deleted session, or the work files of one that was cancelled. */
export const eraseJob = defineJob<SessionPayload>('sessions.erase');

export const SESSION_JOBS = [...Object.values(TURNS), abandonJob, fetchJob, probeJob, copyJob, assembleJob, eraseJob];
