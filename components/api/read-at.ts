/** A read as `livenessOf` takes it, for an answer without a time of its own. */
export function readAt({
  data,
  dataUpdatedAt,
  error,
  errorUpdatedAt,
}: {
  data: unknown;
  dataUpdatedAt: number;
  error: Error | null;
  errorUpdatedAt: number;
}) {
  return {
    data: data === undefined ? undefined : { readAt: new Date(dataUpdatedAt).toISOString() },
    error,
    errorUpdatedAt,
  };
}
