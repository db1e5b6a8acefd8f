import type { RealtimeTranscriber } from '@parlance/sdk';

/** Everything that happens, one JSON object a line, named as the API names things. */
export function printEvents(stream: RealtimeTranscriber): void {
  const print = (event: string, fields: object) =>
    void process.stdout.write(`${JSON.stringify({ event, ...fields })}\n`);
  stream.on('listening', ({ sessionId }) => print('listening', { session_id: sessionId }));
  stream.on('partial', ({ text, offsetMs, stability }) => print('partial', { text, offset_ms: offsetMs, stability }));
  stream.on('final', ({ text, words, startMs, endMs, speaker }) =>
    print('final', { text, words, start_ms: startMs, end_ms: endMs, speaker }),
  );
  stream.on('warning', (warning) => {
    const { code, ...rest } = warning;
    const [[name, value] = ['', 0]] = Object.entries(rest);
    print('warning', { code, [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]: value });
  });
  stream.on('reconnecting', ({ attempt, delayMs, reason }) =>
    print('reconnecting', { attempt, delay_ms: delayMs, reason: reason.message }),
  );
  stream.on('reconnected', ({ sessionId, isNewSession }) =>
    print('reconnected', { session_id: sessionId, is_new_session: isNewSession }),
  );
  stream.on('shutting_down', ({ at }) => print('shutting_down', { at: at.toISOString() }));
  stream.on('error', ({ errorCode, message }) => print('error', { error_code: errorCode, message }));
  stream.on('stopped', ({ text }) => print('stopped', { text }));
}
