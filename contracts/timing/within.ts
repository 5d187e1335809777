/**
 * Resolves or rejects as `work` does; rejects with the error of `late` if that takes longer than `ms`. `work` itself continues.
 */
export async function withDeadline<Value>(
  ms: number,
  work: Promise<Value>,
  late: () => Error,
): Promise<Value> {
  if (ms === Number.POSITIVE_INFINITY) return work;
  let timer: NodeJS.Timeout | undefined;
  const lateness = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), ms);
  });
  try {
    return await Promise.race([work, lateness]);
  } finally {
    clearTimeout(timer);
  }
}

/** What `work` resolves to, or `otherwise` if it fails or takes longer than `ms`. */
export const within = <Value, Otherwise>(
  ms: number,
  work: Promise<Value>,
  otherwise: Otherwise,
): Promise<Value | Otherwise> =>
  withDeadline<Value | Otherwise>(ms, work, () => new Error('late')).catch(() => otherwise);
