import type { Logger } from '../../platform/log.ts';
import { createVoiceActivity, type VoiceActivity } from '../voice-activity.ts';

const PROGRAM = './live/live-voice-process.ts';

/** Several processes that detect voices, behind the interface of one; a stream stays with the one that had the fewest. */
export function createVoiceActivities(options: { log: Logger; niceness: number; processes: number }): VoiceActivity {
  const all = Array.from({ length: Math.max(1, options.processes) }, () => ({
    activity: createVoiceActivity({ ...options, program: PROGRAM }),
    streams: 0,
  }));
  return {
    warmUp() {
      for (const { activity } of all) activity.warmUp();
    },
    open() {
      const one = all.reduce((least, other) => (other.streams < least.streams ? other : least));
      const stream = one.activity.open();
      let isOpen = true;
      one.streams++;
      return {
        analyse: stream.analyse,
        close() {
          if (isOpen) one.streams--;
          isOpen = false;
          stream.close();
        },
      };
    },
    async close() {
      await Promise.all(all.map(({ activity }) => activity.close()));
    },
  };
}
