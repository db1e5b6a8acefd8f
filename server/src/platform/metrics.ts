import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  registry: Registry;
  httpSeconds: Histogram<'method' | 'route' | 'status'>;
  sessionsFinished: Counter<'status'>;
  audioSeconds: Counter;
  segmentsRecognised: Counter;
  uploadedBytes: Counter;
  webhookAttempts: Counter<'outcome'>;
  retentionRemoved: Counter<'kind'>;
  retentionRemovedBytes: Counter<'kind'>;
  sessionsUnfinished: Gauge<'status'>;
  oldestSessionSeconds: Gauge<'status'>;
  tasks: Gauge<'stage' | 'state'>;
  sessionWaitSeconds: Histogram;
  realTimeFactor: Histogram;
  eventStreams: Gauge;
  realtimeConnections: Gauge;
  realtimeEnded: Counter<'by'>;
  realtimeAudioSeconds: Counter;
  decodersBusy: Gauge;
  decodersTotal: Gauge;
  decoderBusySeconds: Gauge;
  interactiveDecoderBusySeconds: Gauge;
  decoderRestarts: Gauge;
}

/** The process's Prometheus metrics. Labels never carry ids, names or languages a client could invent. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    httpSeconds: new Histogram({
      name: 'parlance_http_request_seconds',
      help: 'Time from request to the end of the response.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
      registers,
    }),
    sessionsFinished: new Counter({
      name: 'parlance_sessions_finished_total',
      help: 'Sessions that ended, by outcome.',
      labelNames: ['status'],
      registers,
    }),
    audioSeconds: new Counter({
      name: 'parlance_audio_seconds_total',
      help: 'Seconds of audio transcribed.',
      registers,
    }),
    segmentsRecognised: new Counter({
      name: 'parlance_segments_recognised_total',
      help: 'Segments of speech recognised and stored.',
      registers,
    }),
    uploadedBytes: new Counter({ name: 'parlance_uploaded_bytes_total', help: 'Bytes of media received.', registers }),
    webhookAttempts: new Counter({
      name: 'parlance_webhook_attempts_total',
      help: 'Attempts to deliver a webhook, by outcome: delivered, retried, abandoned or stopped.',
      labelNames: ['outcome'],
      registers,
    }),
    retentionRemoved: new Counter({
      name: 'parlance_retention_removed_total',
      help: 'Rows and files removed because their time had come or nothing named them, by kind.',
      labelNames: ['kind'],
      registers,
    }),
    retentionRemovedBytes: new Counter({
      name: 'parlance_retention_removed_bytes_total',
      help: 'Bytes of the files among them.',
      labelNames: ['kind'],
      registers,
    }),
    sessionsUnfinished: new Gauge({
      name: 'parlance_sessions_unfinished',
      help: 'Sessions of the installation that are queued or being processed.',
      labelNames: ['status'],
      registers,
    }),
    oldestSessionSeconds: new Gauge({
      name: 'parlance_oldest_session_seconds',
      help: 'Age of the oldest session in this state, since it was queued; 0 when there is none.',
      labelNames: ['status'],
      registers,
    }),
    tasks: new Gauge({
      name: 'parlance_tasks',
      help: 'Pieces of work of the installation by stage, waiting for their turn or taken by a worker.',
      labelNames: ['stage', 'state'],
      registers,
    }),
    sessionWaitSeconds: new Histogram({
      name: 'parlance_session_wait_seconds',
      help: 'Time from being queued to the beginning of the work.',
      buckets: [0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 14_400],
      registers,
    }),
    realTimeFactor: new Histogram({
      name: 'parlance_real_time_factor',
      help: 'Time from the beginning of the work to the result, by the length of the recording.',
      buckets: [0.01, 0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 2, 5],
      registers,
    }),
    decoderBusySeconds: new Gauge({
      name: 'parlance_decoder_busy_seconds',
      help: 'Time decoders spent on segments since the start; its rate by the number of decoders is their utilisation.',
      registers,
    }),
    interactiveDecoderBusySeconds: new Gauge({
      name: 'parlance_interactive_decoder_busy_seconds',
      help: 'The same of the decoders kept for recordings somebody waits for.',
      registers,
    }),
    eventStreams: new Gauge({ name: 'parlance_event_streams', help: 'Event streams that are open.', registers }),
    realtimeConnections: new Gauge({
      name: 'parlance_realtime_connections',
      help: 'Live connections that are open.',
      registers,
    }),
    realtimeEnded: new Counter({
      name: 'parlance_realtime_ended_total',
      help: 'Live sessions that ended, by why.',
      labelNames: ['by'],
      registers,
    }),
    realtimeAudioSeconds: new Counter({
      name: 'parlance_realtime_audio_seconds_total',
      help: 'Seconds of audio of live sessions that ended.',
      registers,
    }),
    decodersBusy: new Gauge({ name: 'parlance_decoders_busy', help: 'Decoder processes at work.', registers }),
    decodersTotal: new Gauge({ name: 'parlance_decoders', help: 'Decoder processes allowed.', registers }),
    decoderRestarts: new Gauge({
      name: 'parlance_decoder_restarts',
      help: 'Decoder processes replaced after a crash or a hang.',
      registers,
    }),
  };
}
