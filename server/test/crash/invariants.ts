import type { Client } from './client.ts';
import type { Entry, Ledger } from './ledger.ts';
import type { Notice, Receiver } from './receiver.ts';
import { SEGMENT_LINE } from './service.ts';
import type { Topology } from './topology.ts';
import { checkFile, SESSIONS } from './uploads.ts';

/** What was deleted stays away, and what was uploaded can still be proved. */
export async function checkSessions(client: Client, ledger: Ledger): Promise<void> {
  for (const entry of ledger.entries) {
    const { session_id, deletion, fate } = entry;
    const { status, body } = await client.insist({ method: 'GET', path: `${SESSIONS}/${session_id}` });
    if (deletion === 'acknowledged') {
      if (status !== 404) ledger.violate('what was deleted stays deleted', `session ${session_id} answers ${status}`);
      continue;
    }
    if (entry.file_id) await checkFile(client, ledger, entry);
    if (status !== 200) ledger.violate('no session is lost', `session ${session_id} answers ${status}`);
    else if (body.status !== (fate === 'completed' ? 'completed' : 'failed') && fate !== 'open') {
      ledger.violate('every session ends', `session ${session_id} was ${fate} and is ${body.status} now`);
    }
  }
}

interface SegmentLine {
  session: string;
  attempt: number;
  channel: number;
  index: number;
}

/** The log says it after the words of a segment were committed: twice means decoded again after that. */
export function checkSegments(topology: Topology, ledger: Ledger): number {
  const seen = new Map<string, string>();
  for (const service of topology.services) {
    for (const { name, stderr } of service.logs()) {
      for (const line of stderr.split('\n')) {
        if (!line.includes(SEGMENT_LINE) || !line.endsWith('}')) continue;
        const { session, attempt, channel, index } = JSON.parse(line) as SegmentLine;
        const key = `session ${session}, attempt ${attempt}, channel ${channel}, segment ${index}`;
        const before = seen.get(key);
        if (before) ledger.violate('no segment is decoded twice', `${key}: by ${before} and again by ${name}`);
        seen.set(key, name);
      }
    }
  }
  return seen.size;
}

/** Every end of a session that was not deleted came to everyone who wanted to hear of it, each under one id. */
export function checkWebhooks(receiver: Receiver, ledger: Ledger): void {
  const bySession = Map.groupBy(receiver.notices, ({ session_id }) => session_id);
  for (const entry of ledger.entries) {
    const notices = bySession.get(entry.session_id) ?? [];
    for (const path of [receiver.everything, ...(entry.hook ? [entry.hook] : [])]) {
      checkNotices(
        ledger,
        entry,
        path,
        notices.filter((notice) => notice.path === path),
      );
    }
  }
  for (const [id, notices] of Map.groupBy(receiver.notices, ({ webhook_id }) => webhook_id)) {
    const different = new Set(notices.map(({ path, body }) => path + body)).size;
    if (different > 1) ledger.violate('every webhook has one id', `${id} came with ${different} contents or paths`);
  }
}

function checkNotices(ledger: Ledger, entry: Entry, path: string, notices: Notice[]): void {
  const expected = {
    'transcription.completed': Number(entry.fate === 'completed'),
    'transcription.failed': Number(entry.cancelled) + Number(entry.fate === 'failed'),
  };
  for (const [event, count] of Object.entries(expected)) {
    const ids = new Set(notices.filter((notice) => notice.event === event).map(({ webhook_id }) => webhook_id));
    const about = `${event} of session ${entry.session_id} at ${path}: ${ids.size} messages instead of ${count}`;
    // What was still to be sent is stopped with the deletion, and it may have ended before without its customer's notice.
    if (ids.size < count && entry.deletion === 'no') ledger.violate('no webhook is lost', about);
    const most = entry.fate === 'open' ? 1 : count;
    if (ids.size > most) ledger.violate('every webhook has one id', `${about} (${[...ids].join(', ')})`);
  }
}
