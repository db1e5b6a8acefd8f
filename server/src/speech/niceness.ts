/**
 * Who goes first on a busy core: the server itself (0, so that the API always answers), then what somebody waits for, then
 * reading, so that decoders never lack audio, then the decoders. Each step takes three times the share of the next:
 * the kernel's weights are 1024, 335, 110 and 36 (sched(7); `sched_prio_to_weight` in Linux).
 */
export const NICENESS = { interactive: 5, reading: 10, decoding: 15 };
