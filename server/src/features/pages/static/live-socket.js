/** The live connection: sends audio, hears words, and comes back when it is cut without losing or repeating any. */

const SAMPLES_PER_MS = 16;
/** What the browser may hold back before the page does. */
const MOST_BUFFERED_BYTES = 262_144;
/** Audio kept for being sent again: the longest stretch without a final, ten minutes. */
const MOST_KEPT_SAMPLES = 600_000 * SAMPLES_PER_MS;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** A connection that takes nothing for so long is dead, whatever the browser thinks. */
const STUCK_MS = 30_000;
const KEEP_ALIVE_MS = 20_000;
/** How long the end may take when the server cannot be reached. */
const GIVE_UP_MS = 20_000;

/** Closed by the server because of what this client is or sent: coming back changes nothing. */
const FINAL_CODES = new Set([4400, 4401, 4403]);

/**
 * @param {object} options
 * @param {(query: Record<string, string>) => string} options.address of the connection, with these in its query
 * @param {() => Promise<{ isFinal: boolean, text: string } | undefined>} options.explain why a connection was refused, which
 * browsers do not tell; undefined when nothing is wrong but the way there
 * @param {object} options.on
 * @param {(state: 'connecting' | 'listening' | 'reconnecting' | 'stopping' | 'stopped' | 'failed', text?: string) => void}
 * options.on.state with `stopped`, a text says what is missing
 * @param {(text: string, offsetMs: number) => void} options.on.partial
 * @param {(final: { text: string, words: [string, number, number, number | null][], endMs: number }) => void} options.on.final
 * times count from the first sample that was pushed
 * @param {(warning: { warning: string, seconds?: number, lag_ms?: number }) => void} options.on.warning
 * @param {(sessionId: string) => void} options.on.session
 */
export function openLiveSocket({ address, explain, on }) {
  let socket;
  let sessionId;
  let isListening = false;
  let wasListening = false;
  let isOver = false;
  let wantsStop = false;
  let isStopSent = false;
  let wasStopped = false;
  let lastError;
  let attempts = 0;
  let retryTimer;
  let pumpTimer;
  let giveUpTimer;
  let sentAt = performance.now();
  /** Where the server's session begins, what is sent next, and what was pushed, in samples. */
  let base = 0;
  let next = 0;
  let total = 0;
  /** Where the last final ends: audio before it is not needed again. */
  let finalMs = 0;
  /** @type {{ from: number, samples: Int16Array }[]} */
  const kept = [];
  let keptSamples = 0;

  const keptFrom = () => kept[0]?.from ?? total;
  const end = (state, text) => {
    if (isOver) return;
    isOver = true;
    for (const timer of [retryTimer, pumpTimer, giveUpTimer]) clearTimeout(timer);
    clearInterval(watch);
    removeEventListener('online', retryNow);
    socket?.close();
    on.state(state, text);
  };

  function connect() {
    retryTimer = undefined;
    isListening = false;
    isStopSent = false;
    lastError = undefined;
    let isOpen = false;
    const back = sessionId
      ? { session_id: sessionId, final_offset_ms: String(Math.max(0, Math.round(finalMs - base / SAMPLES_PER_MS))) }
      : {};
    const mine = new WebSocket(address(back));
    socket = mine;
    mine.onopen = () => {
      isOpen = true;
      mine.send('{"action":"start"}');
    };
    mine.onmessage = ({ data }) => {
      if (mine === socket && !isOver) take(JSON.parse(data));
    };
    mine.onclose = ({ code }) => {
      if (mine === socket && !isOver) closed(code, isOpen);
    };
  }

  function take(message) {
    if (message.state === 'listening') return listen(message);
    if (message.state === 'stopped') wasStopped = true;
    else if (message.warning) on.warning(message);
    else if (message.error) lastError = message;
    else if (message.is_final === true) takeFinal(message);
    else if (message.is_final === false) on.partial(message.text, base / SAMPLES_PER_MS + message.offset_ms);
  }

  function listen({ session_id, offset_ms }) {
    if (session_id === sessionId && offset_ms !== undefined)
      next = Math.max(keptFrom(), base + offset_ms * SAMPLES_PER_MS);
    else {
      // A new session hears again what has no final yet.
      base = Math.max(keptFrom(), Math.min(total, Math.round(finalMs * SAMPLES_PER_MS)));
      next = base;
      if (session_id !== sessionId) on.session(session_id);
      sessionId = session_id;
    }
    isListening = true;
    wasListening = true;
    attempts = 0;
    sentAt = performance.now();
    on.state(wantsStop ? 'stopping' : 'listening');
    pump();
  }

  function takeFinal({ text, words, offset_ms }) {
    const baseMs = base / SAMPLES_PER_MS;
    const endMs = baseMs + offset_ms;
    if (endMs <= finalMs) return;
    finalMs = endMs;
    const isOld = ({ from, samples }) => from + samples.length <= finalMs * SAMPLES_PER_MS;
    while (kept.length > 0 && isOld(kept[0])) keptSamples -= kept.shift().samples.length;
    on.final({ text, endMs, words: words.map(([word, from, to, sure]) => [word, from + baseMs, to + baseMs, sure]) });
  }

  async function closed(code, isOpen) {
    isListening = false;
    if (wasStopped || (wantsStop && code === 1000)) return end('stopped');
    if (FINAL_CODES.has(code)) return end('failed', lastError?.error ?? 'The server ended the connection.');
    // Ended there, or unknown there: what has no final yet begins a new one.
    const isGone =
      [1000, 1001, 4404].includes(code) || (code === 4408 && lastError?.error_code !== 'REALTIME_SLOW_READER');
    if (isGone) sessionId = undefined;
    const reason = isOpen ? undefined : await explain();
    if (isOver) return;
    if (reason && (reason.isFinal || !wasListening)) return end('failed', reason.text);
    if (code === 4429 && !wasListening) return end('failed', lastError?.error);
    on.state('reconnecting', reason?.text);
    const isQuick = isOpen && attempts === 0 && (isGone || code === 1006);
    const pause = isQuick ? 0 : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempts) * (0.75 + Math.random() / 2);
    attempts += 1;
    retryTimer = setTimeout(connect, pause);
  }

  function retryNow() {
    if (retryTimer === undefined) return;
    clearTimeout(retryTimer);
    connect();
  }
  addEventListener('online', retryNow);

  /** Sends what there is, as fast as the connection takes it. */
  function pump() {
    clearTimeout(pumpTimer);
    if (!isListening || isOver || socket.readyState !== WebSocket.OPEN) return;
    while (next < total) {
      if (socket.bufferedAmount > MOST_BUFFERED_BYTES) {
        if (performance.now() - sentAt > STUCK_MS) return cut();
        pumpTimer = setTimeout(pump, 50);
        return;
      }
      const piece = kept.find(({ from, samples }) => from + samples.length > next);
      const samples = piece.samples.subarray(Math.max(0, next - piece.from));
      socket.send(samples);
      next = piece.from + piece.samples.length;
      sentAt = performance.now();
    }
    if (!wantsStop || isStopSent) return;
    isStopSent = true;
    socket.send('{"action":"stop"}');
  }

  /** A dead connection takes minutes to close by itself. */
  function cut() {
    const dead = socket;
    socket = undefined;
    dead.close();
    closed(1006, true);
  }

  const watch = setInterval(() => {
    if (isListening && performance.now() - sentAt > KEEP_ALIVE_MS) socket.send('{"action":"keepalive"}');
  }, KEEP_ALIVE_MS);

  on.state('connecting');
  connect();
  return {
    /** Audio, 16 kHz mono. @param {Int16Array} samples kept, not copied */
    push(samples) {
      if (isOver || wantsStop || samples.length === 0) return;
      kept.push({ from: total, samples });
      total += samples.length;
      keptSamples += samples.length;
      while (keptSamples > MOST_KEPT_SAMPLES) keptSamples -= kept.shift().samples.length;
      next = Math.max(next, keptFrom());
      pump();
    },
    /** No more comes: everything that was pushed is heard to its end, then the state is `stopped`. */
    stop() {
      if (isOver || wantsStop) return;
      wantsStop = true;
      if (isListening) on.state('stopping');
      giveUpTimer = setTimeout(function giveUp() {
        if (isListening) giveUpTimer = setTimeout(giveUp, GIVE_UP_MS);
        else end('stopped', 'The server could not be reached: the last words are missing.');
      }, GIVE_UP_MS);
      pump();
    },
    /** At once, whatever is still on its way. */
    close: () => end('stopped', 'Stopped before the last words were heard.'),
  };
}
