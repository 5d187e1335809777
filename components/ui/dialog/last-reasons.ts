const KEPT = 3;

const keyOf = (act: string): string => `waybill-reasons-${act}`;

/** The last three reasons given in this browser for an act of this kind, the newest first. */
export function lastReasons(act: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(act)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string').slice(0, KEPT) : [];
  } catch {
    // No storage, or not ours: nothing is offered.
    return [];
  }
}

export function keepReason(act: string, reason: string): void {
  const kept = [reason, ...lastReasons(act).filter((each) => each !== reason)].slice(0, KEPT);
  try {
    localStorage.setItem(keyOf(act), JSON.stringify(kept));
  } catch {
    // Offered again or not, the act is done.
  }
}
