const unitMs: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** The times of a list such as `500ms,1s,2m`, in milliseconds. The settings' patterns have checked it. */
export const durationsOf = (list: string): number[] =>
  list.split(',').map((text) => {
    const [, number, unit] = /^([0-9]+)(ms|s|m|h)$/.exec(text) ?? [];
    return Number(number) * (unitMs[unit ?? ''] ?? Number.NaN);
  });
