/** One event as it came over the wire. */
export interface ReceivedEvent {
  id: number | undefined;
  event: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into data of every shape
  data: any;
}

export interface EventClient {
  status: number;
  headers: Headers;
  /** The body of an answer that is no stream. */
  // biome-ignore lint/suspicious/noExplicitAny: see above
  body: any;
  events: ReceivedEvent[];
  /** Lines that are comments, without their colon. */
  comments: string[];
  /** The last id of any block, also of those that are no event, as browsers keep it. */
  readonly lastId: number | undefined;
  /** Resolves with the first event, from the first on, that is as wanted; rejects when the stream ends before. */
  until(isWanted: (event: ReceivedEvent) => boolean): Promise<ReceivedEvent>;
  /** Resolves when the stream is over, by whomever. */
  ended: Promise<void>;
  /** Cuts the connection. */
  cut(): void;
}

/** Opens a stream of server-sent events and reads it, by a reader written from the standard (WHATWG HTML, 9.2.6). */
export async function openEvents(
  url: string,
  options: {
    key?: string | undefined;
    lastEventId?: number | undefined;
    headers?: Record<string, string>;
    /** Cuts the connection after so many events, as if what came with the last one had not come. */
    cutAfter?: number;
  } = {},
): Promise<EventClient> {
  const stopping = new AbortController();
  const response = await fetch(url, {
    headers: {
      accept: 'text/event-stream',
      ...(options.key ? { 'x-zoom-s2t-key': options.key } : {}),
      ...(options.lastEventId === undefined ? {} : { 'last-event-id': String(options.lastEventId) }),
      ...options.headers,
    },
    signal: stopping.signal,
  });
  const events: ReceivedEvent[] = [];
  const comments: string[] = [];
  const waiting = new Set<() => void>();
  let lastId: number | undefined;
  let isOver = false;
  let body: unknown;

  const read = (block: string) => {
    let event = 'message';
    let id: number | undefined;
    const data: string[] = [];
    for (const line of block.split('\n')) {
      const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
      if (name === '') comments.push(value);
      else if (name === 'event') event = value;
      else if (name === 'data') data.push(value);
      else if (name === 'id') {
        id = Number(value);
        lastId = id;
      }
    }
    if (data.length > 0) events.push({ id, event, data: JSON.parse(data.join('\n')) });
  };
  const consume = async () => {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        read(block);
        if (events.length === options.cutAfter) return stopping.abort();
      }
      for (const look of waiting) look();
    }
  };
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  if (!isStream) {
    const text = await response.text();
    body = text === '' ? undefined : JSON.parse(text);
  }
  const ended = (isStream ? consume() : Promise.resolve())
    .catch(() => {})
    .then(() => {
      isOver = true;
      for (const look of waiting) look();
    });
  return {
    status: response.status,
    headers: response.headers,
    body,
    events,
    comments,
    get lastId() {
      return lastId;
    },
    until(isWanted) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = events.find(isWanted);
          if (!found && !isOver) return;
          waiting.delete(look);
          if (found) resolve(found);
          else reject(new Error(`the stream ended after ${JSON.stringify(events)}`));
        };
        waiting.add(look);
        look();
      });
    },
    ended,
    cut: () => stopping.abort(),
  };
}
