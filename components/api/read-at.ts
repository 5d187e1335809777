/** A read in the terms of `livenessOf`, where the answer itself doesn't say when it was made. */
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
