const KEPT = 3;

const keyOf = (action: string): string => `waybill-reasons-${action}`;

/** The last three reasons given in this browser for an action of this kind, the newest first. */
export function lastReasons(action: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(action)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string').slice(0, KEPT) : [];
  } catch {
    // Without storage, or with content that isn't Waybill's, nothing is offered.
    return [];
  }
}

export function keepReason(action: string, reason: string): void {
  const kept = [reason, ...lastReasons(action).filter((each) => each !== reason)].slice(0, KEPT);
  try {
    localStorage.setItem(keyOf(action), JSON.stringify(kept));
  } catch {
    // The action is done whether or not its reason can be kept.
  }
}
