/** Makes things ahead of whoever takes them, at most `count` at once; they come in order. */
export async function* ahead<T, R>(
  items: AsyncIterable<T>,
  count: number,
  make: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const made: Promise<R>[] = [];
  try {
    for await (const item of items) {
      const next = make(item);
      // Its failure is heard when its turn comes.
      next.catch(() => {});
      made.push(next);
      if (made.length >= count) yield (await made.shift()) as R;
    }
    while (made.length > 0) yield (await made.shift()) as R;
  } finally {
    await Promise.allSettled(made);
  }
}
