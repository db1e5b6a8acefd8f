import type { Ctx } from '../../context.ts';
import { many } from '../../platform/http/envelope.ts';

/** What the installed engines offer. */
export function listModels(ctx: Ctx) {
  const models = ctx.speech.models().map((model, index) => ({
    id: index + 1,
    key: model.key,
    language: model.language,
    languages: [...model.languages],
    name: model.name,
    engine: model.engine,
    is_trainable: false,
    type: 1,
    batch: model.batch,
    realtime: model.realtime,
    custom: false,
    organization_id: null,
    sample_rate: model.sample_rate,
    capabilities: model.capabilities,
  }));
  return many(models, models.length);
}
