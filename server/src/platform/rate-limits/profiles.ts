/** Kinds of requests that have a limit of their own besides the general one. */
export const SUB_LIMITS = ['creations', 'custom_models', 'reseller', 'webhooks', 'tokens', 'realtime'] as const;
export type SubLimit = (typeof SUB_LIMITS)[number];

/** How much one API key may ask for; `null` is no limit. */
export interface RateProfile {
  requests_per_minute: number;
  requests_per_hour: number | null;
  requests_per_day: number | null;
  /** Sessions of one organisation that are processed at once. */
  concurrent_sessions: number | null;
  /** Uploads begun, sessions and documents created. */
  creations_per_minute: number | null;
  custom_models_per_minute: number | null;
  reseller_per_minute: number | null;
  /** Webhooks made, tested and delivered again: each makes the server call somebody. */
  webhooks_per_minute: number | null;
  /** API keys made and ended. */
  tokens_per_minute: number | null;
  /** Live connections begun. */
  realtime_per_minute: number | null;
  /** Live connections of one key or person at once. */
  concurrent_realtime: number | null;
}

export const RATE_PROFILE_NAMES = ['free', 'bronze', 'silver', 'gold', 'enterprise', 'self-hosted'] as const;
export type RateProfileName = (typeof RATE_PROFILE_NAMES)[number];
export type RateProfiles = Readonly<Record<RateProfileName, Readonly<RateProfile>>>;

/** The figures per token of reference section 4; those of webhooks, tokens and live connections are ours. */
const DOCUMENTED_SUB_LIMITS = {
  creations_per_minute: 60,
  custom_models_per_minute: 30,
  reseller_per_minute: 100,
  webhooks_per_minute: 30,
  tokens_per_minute: 30,
  realtime_per_minute: 60,
};

/** A row of the plan table of reference section 4. */
const plan = (minute: number, hour: number | null, day: number | null, concurrent: number | null): RateProfile => ({
  requests_per_minute: minute,
  requests_per_hour: hour,
  requests_per_day: day,
  concurrent_sessions: concurrent,
  concurrent_realtime: concurrent,
  ...DOCUMENTED_SUB_LIMITS,
});

/**
 * The plans as documented. Enterprise is "custom" there: it begins with room and is meant to be overridden.
 * Whoever runs the server on a machine of their own needs a guard against runaway programs and no plan.
 */
export const RATE_PROFILES: RateProfiles = {
  free: plan(10, 100, 1_000, 2),
  bronze: plan(30, 500, 5_000, 5),
  silver: plan(60, 2_000, 20_000, 10),
  gold: plan(120, 5_000, 50_000, 20),
  enterprise: { ...plan(600, null, null, null), creations_per_minute: 600, realtime_per_minute: 600 },
  'self-hosted': {
    ...plan(600, null, null, null),
    creations_per_minute: 600,
    tokens_per_minute: 60,
    realtime_per_minute: 600,
    concurrent_realtime: 100,
  },
};

const LARGEST = 1_000_000_000;

/**
 * The profiles with the changes of a JSON text such as `{"gold":{"requests_per_minute":200}}`.
 *
 * @throws Error whose message says which value is wrong and what is allowed.
 */
export function changeRateProfiles(json: string): RateProfiles {
  const changes = parse(json);
  const profiles: Record<string, RateProfile> = structuredClone(RATE_PROFILES);
  for (const [name, fields] of Object.entries(changes)) {
    const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
    if (!profile) throw new Error(`knows the profiles ${RATE_PROFILE_NAMES.join(', ')}, not "${name}"`);
    if (!isObject(fields)) throw new Error(`must have an object for "${name}"`);
    for (const [field, value] of Object.entries(fields)) {
      if (!Object.hasOwn(profile, field)) {
        throw new Error(`knows the fields ${Object.keys(profile).join(', ')}, not "${name}.${field}"`);
      }
      const unlimited = value === null && field !== 'requests_per_minute';
      if (!unlimited && !(Number.isInteger(value) && (value as number) >= 1 && (value as number) <= LARGEST)) {
        const orNull = field === 'requests_per_minute' ? '' : ', or null for no limit';
        throw new Error(`must have a whole number from 1 to ${LARGEST} in "${name}.${field}"${orNull}`);
      }
      profile[field as keyof RateProfile] = value as number;
    }
  }
  return profiles as RateProfiles;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(json: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new Error(`must be JSON: ${(error as Error).message}`);
  }
  if (!isObject(value)) throw new Error('must be a JSON object of profiles by name');
  return value;
}
