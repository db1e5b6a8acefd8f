/**
 * The telephone's two ways to write a sample in eight bits, as tables (ITU-T Recommendation G.711, 11/1988): sign, three
 * bits of exponent, four of mantissa. Values are on the scale of 16 bits: μ-law has 14 (±32 124), A-law 13 (±32 256).
 */

/** μ-law (table 2 of G.711): all bits inverted, a bias of 33 (132 on this scale) before the exponent. */
export const MULAW = Int16Array.from({ length: 256 }, (_, code) => {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + 132) << ((bits >> 4) & 7)) - 132;
  return bits & 0x80 ? -magnitude : magnitude;
});

/** A-law (table 1 of G.711): even bits inverted; the lowest segment has no hidden bit. A set sign bit means positive. */
export const ALAW = Int16Array.from({ length: 256 }, (_, code) => {
  const bits = code ^ 0x55;
  const segment = (bits >> 4) & 7;
  const step = ((bits & 0x0f) << 4) + 8;
  const magnitude = segment === 0 ? step : (step + 0x100) << (segment - 1);
  return bits & 0x80 ? magnitude : -magnitude;
});
