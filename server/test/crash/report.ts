import type { CrashReport } from './program.ts';

/** The report for people. */
export function reportText(report: CrashReport): string {
  const { sessions, counts, webhooks, violations } = report;
  const killed = Object.entries(report.killed).map(([victim, count]) => `${victim} ${count}`);
  const lines = [
    `Crash program: seed ${report.seed}, topology ${report.topology}, ${report.kills} kills, ${report.seconds} s`,
    `  killed     ${killed.join(', ')}`,
    `  sessions   ${sessions.all}: ${sessions.completed} completed, ${sessions.cancelled} cancelled, ${sessions.failed} failed, ` +
      `${sessions.open} deleted before their end or not ended; ${sessions.deleted} deleted in all, ${sessions.retried} tried again`,
    `  brought    ${sessions.tus} by TUS, ${sessions.put} by PUT, ${sessions.link} by link, ${sessions.fetch} fetched`,
    `  uploads    ${counts.uploads}, ${counts.bytes_acknowledged} bytes acknowledged, ${counts.offsets_checked} offsets and ` +
      `${counts.files_checked} files checked, ${counts.chunks_cut} requests cut by clients`,
    `  requests   ${counts.requests_repeated} repeated`,
    `  segments   ${report.segments} recognised`,
    `  webhooks   ${webhooks.distinct} messages in ${webhooks.received} requests, ${webhooks.refused} refused at first`,
    violations.length === 0 ? '  violations none' : `  violations ${violations.length}, logs in ${report.logs}:`,
    ...violations.map(({ invariant, detail }) => `    ${invariant}: ${detail}`),
  ];
  return lines.join('\n');
}
