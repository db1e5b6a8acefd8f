import type { RequestCtx } from '../../context.ts';
import { liveModels } from './choose-live-model.service.ts';
import type { RealtimeHub } from './hub.ts';

/** Whether live connections would be taken, and where. Nothing has to be started first: models load with the first stream. */
export function getRealtimeStatus(ctx: RequestCtx, hub: RealtimeHub) {
  const hasModel = liveModels(ctx).length > 0;
  const ready = hasModel && !hub.isDraining;
  const why = hasModel ? 'The server is stopping.' : 'No model for live transcription is installed.';
  return {
    status: ready ? 'ready' : 'unavailable',
    message: ready ? 'Realtime service is ready for connections' : why,
    ready,
    endpoint: `${ctx.publicUrl.replace(/^http/, 'ws')}/v2/realtime`,
    version: 'v4',
    models: hasModel ? ['fast', 'quality'] : [],
  };
}
