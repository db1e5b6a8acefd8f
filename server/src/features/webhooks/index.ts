export { WEBHOOK_JOBS } from './deliveries/deliveries.jobs.ts';
export { webhookDeliveryRoutes } from './deliveries/deliveries.routes.ts';
export { startWebhookWorkers } from './deliveries/deliveries.worker.ts';
export { DELIVERIES_KEPT_DAYS, purgeDeliveries } from './deliveries/run-delivery.service.ts';
export { ATTEMPT_MINUTES } from './deliveries/schedule.ts';
export {
  checkWebhookSettings,
  eraseSessionWebhooks,
  sendDocumentWebhooks,
  sendSessionWebhooks,
  type WebhookSettings,
} from './deliveries/send.service.ts';
export { resealWebhooks } from './reseal.service.ts';
export { webhookSecretRoutes } from './secrets/secrets.routes.ts';
export { webhookRoutes } from './webhooks.routes.ts';
export { WebhookHeaders, WebhookMethod } from './webhooks.schema.ts';
