/**
 * Runs work on several things at once, at most `limit`, and hands over what became of each in the order of the things.
 * Nothing new is begun after an abort. `work` must not throw.
 *
 * @example await inOrder(files, 2, transcribeOne, print, signal);
 */
export async function inOrder<T, R>(
  things: readonly T[],
  limit: number,
  work: (thing: T, index: number) => Promise<R>,
  deliver: (result: R, index: number) => Promise<void> | void,
  signal: AbortSignal,
): Promise<void> {
  const finished = new Map<number, R>();
  let begun = 0;
  let delivered = 0;
  let delivery = Promise.resolve();

  async function deliverReady(): Promise<void> {
    while (finished.has(delivered)) {
      const index = delivered++;
      await deliver(finished.get(index) as R, index);
      finished.delete(index);
    }
  }
  async function lane(): Promise<void> {
    while (begun < things.length && !signal.aborted) {
      const index = begun++;
      finished.set(index, await work(things[index] as T, index));
      delivery = delivery.then(deliverReady);
      await delivery;
    }
  }
  await Promise.all(Array.from({ length: limit }, lane));
}
