import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { type ConfigKey, key } from './config-key.ts';
import { PEOPLE_KEYS } from './config-people.ts';
import { REALTIME_KEYS } from './config-realtime.ts';
import {
  decimal,
  flag,
  httpUrl,
  InvalidValue,
  integer,
  list,
  networks,
  oneOf,
  optionalInteger,
  optionalText,
  outboundAllow,
  postgresUrl,
  rateProfiles,
  text,
} from './config-values.ts';
import { AppError } from './platform/errors.ts';
import { RATE_PROFILE_NAMES } from './platform/rate-limits/profiles.ts';

const GIB = 1024 ** 3;

/** Every setting there is, in the order the documentation shows them. */
export const CONFIG_KEYS = {
  host: key('PARLANCE_HOST', '`127.0.0.1`', 'Address the server listens on.', text('127.0.0.1')),
  port: key('PARLANCE_PORT', '`8080`', 'Port the server listens on; `0` takes any free one.', integer(8080, 0, 65535)),
  publicUrl: key(
    'PARLANCE_PUBLIC_URL',
    'the listening address',
    'Address under which clients reach the server; links are built from it.',
    httpUrl,
  ),
  dataDir: key(
    'PARLANCE_DATA_DIR',
    '`./data`',
    'Directory of the embedded database, uploads and media.',
    text('./data'),
  ),
  databaseUrl: key(
    'DATABASE_URL',
    'an embedded PostgreSQL in the data directory',
    'A PostgreSQL (15 or newer) of your own.',
    postgresUrl,
    true,
  ),
  roles: key(
    'PARLANCE_ROLES',
    '`api,worker`',
    'What this process does: answer requests (`api`), process audio (`worker`), or both.',
    list(['api', 'worker'], ['api', 'worker']),
  ),
  decoders: key(
    'PARLANCE_DECODERS',
    'number of processor cores',
    'Decoder processes, and so segments decoded at once.',
    integer(availableParallelism(), 1, 256),
  ),
  interactiveDecoders: key(
    'PARLANCE_INTERACTIVE_DECODERS',
    '`1`',
    'Decoder processes besides, for recordings up to `PARLANCE_INTERACTIVE_SECONDS` that find all others at work; the ' +
      'others give way to them.',
    integer(1, 0, 256),
  ),
  engines: key(
    'PARLANCE_ENGINES',
    '`remote,sherpa-onnx,pocketsphinx`',
    'Speech engines to offer, separated by commas, the preferred first: `remote` (if `PARLANCE_REMOTE_ENGINE_URL` is ' +
      'set), `sherpa-onnx` (the neural models that are installed) and `pocketsphinx` (built in).',
    list(['remote', 'sherpa-onnx', 'pocketsphinx'], ['remote', 'sherpa-onnx', 'pocketsphinx', 'scripted']),
  ),
  remoteEngineUrl: key(
    'PARLANCE_REMOTE_ENGINE_URL',
    'none',
    'A server with OpenAI’s `/v1/audio/transcriptions` (speaches, whisper.cpp, vLLM, OpenAI): audio is sent there to be ' +
      'recognised. It may be on a private network.',
    httpUrl,
  ),
  remoteEngineKey: key('PARLANCE_REMOTE_ENGINE_KEY', 'none', 'API key for the remote engine.', optionalText, true),
  remoteEngineModel: key(
    'PARLANCE_REMOTE_ENGINE_MODEL',
    '`whisper-1`',
    'Name of the model as the remote engine calls it.',
    text('whisper-1'),
  ),
  remoteEngineLanguages: key(
    'PARLANCE_REMOTE_ENGINE_LANGUAGES',
    '`en`',
    'Languages the remote engine is used for, separated by commas (`nl,fr`).',
    list<string>(['en']),
  ),
  remoteEngineConcurrency: key(
    'PARLANCE_REMOTE_ENGINE_CONCURRENCY',
    '`4`',
    'Requests to the remote engine at once, from each worker process.',
    integer(4, 1, 256),
  ),
  modelsDir: key(
    'PARLANCE_MODELS_DIR',
    '`models` in the data directory',
    'Directory of the installed models, one folder each. Several machines may share it.',
    optionalText,
  ),
  modelsMirror: key(
    'PARLANCE_MODELS_MIRROR',
    'the addresses of the catalogue',
    'Address under which the downloads of models lie by their file names (`http://nas.local/models`). It may be on a ' +
      'private network.',
    httpUrl,
  ),
  modelsCatalogue: key(
    'PARLANCE_MODELS_CATALOGUE',
    'none',
    'A catalogue of your own (JSON as `server/src/model-store/catalogue.json`), whose models can be installed too.',
    optionalText,
  ),
  offline: key('PARLANCE_OFFLINE', '`0`', 'Whether models are never fetched from anywhere.', flag(false)),
  autoInstall: key(
    'PARLANCE_AUTO_INSTALL',
    '`1`',
    'Whether a server without a neural English model tries once a day to fetch a small one (108 MB) in the background.',
    flag(true),
  ),
  ...REALTIME_KEYS,
  ...PEOPLE_KEYS,
  demo: key(
    'PARLANCE_DEMO',
    '`1`',
    'Whether the first start transcribes a sample recording to show that all works.',
    flag(true),
  ),
  rateProfile: key(
    'PARLANCE_RATE_PROFILE',
    '`self-hosted`',
    'Rate limits of organisations that have no profile of their own; `GET /api/v3/limits` shows them.',
    oneOf('self-hosted', RATE_PROFILE_NAMES),
  ),
  rateProfiles: key(
    'PARLANCE_RATE_PROFILES',
    'the documented plans; `self-hosted`: 600 requests a minute',
    'Changes to the profiles, as JSON: `{"self-hosted":{"requests_per_minute":1200,"concurrent_sessions":8}}`. ' +
      '`null` takes a limit away.',
    rateProfiles,
  ),
  unauthenticatedPerMinute: key(
    'PARLANCE_UNAUTHENTICATED_PER_MINUTE',
    '`300`',
    'Requests without a valid key that one address may send in a minute.',
    integer(300, 1, 1_000_000_000),
  ),
  trustedProxies: key(
    'PARLANCE_TRUSTED_PROXIES',
    'none',
    'Addresses and blocks (`127.0.0.1,10.0.0.0/8`) of reverse proxies whose `X-Forwarded-For` names the client.',
    networks,
  ),
  minFreeDiskBytes: key(
    'PARLANCE_MIN_FREE_DISK_BYTES',
    'the smaller of 1 GiB and 2 % of the disk',
    'Room kept in reserve for work under way: below it uploads and new sessions are refused (507).',
    optionalInteger(0, Number.MAX_SAFE_INTEGER),
  ),
  minFreeMemoryBytes: key(
    'PARLANCE_MIN_FREE_MEMORY_BYTES',
    '`134217728` (128 MiB)',
    'Memory that must be available for new work to be accepted (503 below it).',
    integer(128 * 1024 ** 2, 0, Number.MAX_SAFE_INTEGER),
  ),
  maxQueuedSessions: key(
    'PARLANCE_MAX_QUEUED_SESSIONS',
    '`10000`',
    'Unfinished sessions of all organisations beyond which new ones are refused (503).',
    integer(10_000, 1, 1_000_000_000),
  ),
  maxUploadBytes: key(
    'PARLANCE_MAX_UPLOAD_BYTES',
    '`10737418240` (10 GiB)',
    'Largest file that can be uploaded, in bytes.',
    integer(10 * GIB, 1, Number.MAX_SAFE_INTEGER),
  ),
  maxDurationSeconds: key(
    'PARLANCE_MAX_DURATION_SECONDS',
    '`86400` (24 h)',
    'Longest recording that is transcribed, in seconds.',
    integer(86_400, 1, 604_800),
  ),
  interactiveSeconds: key(
    'PARLANCE_INTERACTIVE_SECONDS',
    '`60`',
    'Recordings up to this length go before longer ones of their organisation: somebody is waiting for them.',
    integer(60, 0, 86_400),
  ),
  drainSeconds: key(
    'PARLANCE_DRAIN_SECONDS',
    '`30`',
    'How long work under way may take to end after SIGTERM, before it is handed to another process.',
    integer(30, 1, 3_600),
  ),
  uploadExpirySeconds: key(
    'PARLANCE_UPLOAD_EXPIRY_SECONDS',
    '`86400` (24 h)',
    'How long an unfinished upload can be resumed, in seconds.',
    integer(86_400, 60, 31_536_000),
  ),
  failedMediaDays: key(
    'PARLANCE_FAILED_MEDIA_DAYS',
    '`7`',
    'How long the media of a failed session is kept for another try, in days; `0` for ever.',
    integer(7, 0, 36_500),
  ),
  mediaRetentionDays: key(
    'PARLANCE_MEDIA_RETENTION_DAYS',
    '`0`',
    'How long the copies of media that `keep_source` asks for are kept, in days; `0` for ever.',
    integer(0, 0, 36_500),
  ),
  resultRetentionDays: key(
    'PARLANCE_RESULT_RETENTION_DAYS',
    '`0`',
    'Days after their end at which sessions are erased with transcript and all, as if deleted; `0` for never.',
    integer(0, 0, 36_500),
  ),
  emptySessionDays: key(
    'PARLANCE_EMPTY_SESSION_DAYS',
    '`7`',
    'How long a session waits for its media before it fails, in days; `0` for ever.',
    integer(7, 0, 36_500),
  ),
  orphanHours: key(
    'PARLANCE_ORPHAN_HOURS',
    '`24`',
    'Age at which stored files that belong to nothing are removed, in hours. Must be longer than any request takes; ' +
      'less is for tests.',
    decimal(24, 0, 876_000),
  ),
  eventRetentionHours: key(
    'PARLANCE_EVENT_RETENTION_HOURS',
    '`24`',
    'How long a client that was away can catch up with events, in hours.',
    integer(24, 1, 8_760),
  ),
  templatePdfRequired: key(
    'PARLANCE_TEMPLATE_PDF_REQUIRED',
    '`1`',
    'Whether an export template must come with an example PDF.',
    flag(true),
  ),
  webhookTimeoutSeconds: key(
    'PARLANCE_WEBHOOK_TIMEOUT_SECONDS',
    '`20`',
    'How long the receiver of a webhook may take to answer, in seconds.',
    integer(20, 1, 60),
  ),
  eventStreamsPerKey: key(
    'PARLANCE_EVENT_STREAMS_PER_KEY',
    '`100`',
    'Event streams one API key may have open at once, on each server process.',
    integer(100, 1, 100_000),
  ),
  eventHeartbeatSeconds: key(
    'PARLANCE_EVENT_HEARTBEAT_SECONDS',
    '`15`',
    'How often event streams say that they are alive; less than the idle time after which your proxy cuts.',
    integer(15, 1, 300),
  ),
  fetchConcurrency: key(
    'PARLANCE_FETCH_CONCURRENCY',
    '`6`',
    'Files fetched from other servers at once (`media_source`).',
    integer(6, 1, 100),
  ),
  fetchTimeoutSeconds: key(
    'PARLANCE_FETCH_TIMEOUT_SECONDS',
    '`21600` (6 h)',
    'Longest time the fetching of one file may take, pauses and new attempts included, in seconds.',
    integer(21_600, 1, 604_800),
  ),
  fetchIdleSeconds: key(
    'PARLANCE_FETCH_IDLE_SECONDS',
    '`30`',
    'How long the server of a file may send nothing before it is asked anew, in seconds.',
    integer(30, 1, 3_600),
  ),
  fetchAttempts: key(
    'PARLANCE_FETCH_ATTEMPTS',
    '`8`',
    'Attempts in a row without progress after which fetching a file is given up; the pauses between them grow to a minute.',
    integer(8, 1, 100),
  ),
  resultTimeUnit: key(
    'PARLANCE_RESULT_TIME_UNIT',
    '`s`',
    'Unit of the word times in results when a request does not say: `s` (seconds) or `ms`.',
    oneOf('s', ['s', 'ms']),
  ),
  corsOrigins: key(
    'PARLANCE_CORS_ORIGINS',
    '`*`',
    'Web origins whose pages may call the API, separated by commas; `*` for any.',
    list<string>(['*']),
  ),
  outboundAllow: key(
    'PARLANCE_OUTBOUND_ALLOW',
    'nothing',
    'Hosts beyond the public internet that may be fetched from and sent to, separated by commas: host names, ' +
      '`host:port`, addresses, CIDR ranges. They may use plain http and any port; all else is https on port 443 or 80.',
    outboundAllow,
  ),
  secretKey: key(
    'PARLANCE_SECRET_KEY',
    'a random one, kept in the data directory',
    'Signs temporary links, seals what is kept of other secrets. Set the same value on every machine of an installation.',
    optionalText,
    true,
  ),
  previousSecretKey: key(
    'PARLANCE_SECRET_KEY_PREVIOUS',
    'none',
    'The key before, for a week after you changed it: what it sealed is opened, and sealed anew within a day.',
    optionalText,
    true,
  ),
  logLevel: key(
    'PARLANCE_LOG_LEVEL',
    '`info`',
    'How much is logged.',
    oneOf('info', ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
  ),
  logFormat: key(
    'PARLANCE_LOG_FORMAT',
    '`pretty` on a terminal, else `json`',
    'Readable lines (`pretty`) or one JSON object a line (`json`).',
    oneOf(process.stderr.isTTY ? 'pretty' : 'json', ['pretty', 'json']),
  ),
} satisfies Record<string, ConfigKey<unknown>>;

type Raw = { [K in keyof typeof CONFIG_KEYS]: ReturnType<(typeof CONFIG_KEYS)[K]['read']> };

export type Config = Readonly<
  Omit<Raw, 'dataDir' | 'modelsDir'> & { dataDir: string; modelsDir: string; storageDir: string; firstRunFile: string }
>;

/**
 * Reads the settings from an environment. Boots with an empty one.
 *
 * @throws AppError `invalid_parameter` whose `details.problems` lists every wrong value at once.
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries(CONFIG_KEYS)) {
    try {
      values[name] = spec.read(environment[spec.env]);
    } catch (error) {
      if (!(error instanceof InvalidValue)) throw error;
      problems.push(`${spec.env} ${error.message}`);
    }
  }
  if (problems.length > 0) {
    throw new AppError('invalid_parameter', { detail: problems.join('\n'), details: { problems } });
  }
  const raw = values as Raw;
  const dataDir = resolve(raw.dataDir);
  return Object.freeze({
    ...raw,
    dataDir,
    modelsDir: resolve(raw.modelsDir ?? join(dataDir, 'models')),
    storageDir: join(dataDir, 'storage'),
    firstRunFile: join(dataDir, 'first-run.json'),
  });
}
