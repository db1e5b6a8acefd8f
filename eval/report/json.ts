import type { Evaluation, RecordingResult } from '../evaluate.ts';

/** Everything that was measured, for programs; the fields are those of {@link Evaluation}. */
export function jsonReport(evaluations: readonly Evaluation[]): string {
  const runs = evaluations.map(({ recordings, failures, ...run }) => ({
    ...run,
    recordings: recordings.map(recordingReport),
    failures: failures.map(({ entry, message }) => ({ line: entry.line, audio: entry.name, message })),
  }));
  return `${JSON.stringify({ format: 1, runs }, null, 1)}\n`;
}

function recordingReport({ entry, score, heard, ...result }: RecordingResult) {
  const { said: saidTokens, heard: heardTokens, edits, times: _, ...rates } = score;
  return {
    line: entry.line,
    audio: entry.name,
    language: entry.language,
    ...result,
    ...rates,
    text: entry.text,
    heard_words: heard,
    /** What was normalised and compared; `heard_words` are the first and last index in the list above. */
    edits: edits.map((edit) => {
      const heardToken = 'heard' in edit ? heardTokens[edit.heard] : undefined;
      return {
        kind: edit.kind,
        said: 'said' in edit ? saidTokens[edit.said]?.text : null,
        heard: heardToken?.text ?? null,
        heard_words: heardToken ? [heardToken.first, heardToken.last] : null,
      };
    }),
  };
}
