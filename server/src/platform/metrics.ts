import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  registry: Registry;
  httpSeconds: Histogram<'method' | 'route' | 'status'>;
  sessionsFinished: Counter<'status'>;
  audioSeconds: Counter;
  segmentsRecognised: Counter;
  uploadedBytes: Counter;
  webhookAttempts: Counter<'outcome'>;
  decodersBusy: Gauge;
  decodersTotal: Gauge;
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
    decodersBusy: new Gauge({ name: 'parlance_decoders_busy', help: 'Decoder processes at work.', registers }),
    decodersTotal: new Gauge({ name: 'parlance_decoders', help: 'Decoder processes allowed.', registers }),
    decoderRestarts: new Gauge({
      name: 'parlance_decoder_restarts',
      help: 'Decoder processes replaced after a crash or a hang.',
      registers,
    }),
  };
}
