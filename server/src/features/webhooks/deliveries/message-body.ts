/** What happened, in the words of the wire (reference section 9.3). */
export interface WebhookMessage {
  event: string;
  at: Date;
  session_id: string | null;
  status: string | null;
  error: string | null;
  document: { id: string; name: string; type: string } | null;
  /** Seconds of audio. */
  duration: number | null;
  language: string | null;
}

/** The body with every key that any documented receiver looks for. */
export function messageBody(message: WebhookMessage): string {
  const { session_id, document, status, language } = message;
  const document_id = document?.id ?? null;
  return JSON.stringify({
    sessionId: session_id,
    documentId: document_id,
    session_id,
    zoom_id: session_id,
    document_id,
    event: message.event,
    status,
    timestamp: message.at.toISOString(),
    error: message.error,
    document,
    data: {
      id: session_id,
      session_id,
      status,
      document_id,
      duration_seconds: message.duration,
      language,
    },
  });
}
