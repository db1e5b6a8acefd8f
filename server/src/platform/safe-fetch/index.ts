export { bodyChunks } from './body-chunks.ts';
export { asFetchError, type FetchFailure, fetchFailed } from './fetch-failure.ts';
export { checkUrl, type OutboundRules, parseOutboundRules } from './outbound-rules.ts';
export { createSafeFetch, type SafeFetch, type SafeFetchInput, type SafeFetchResponse } from './safe-fetch.ts';
