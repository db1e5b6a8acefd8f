export { answerOnce } from './answer-once.ts';
export { purgeIdempotencyKeys } from './idempotency.service.ts';
