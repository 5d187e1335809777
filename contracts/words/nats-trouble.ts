/** Why there is no connection to NATS: how each such sentence begins, wherever it is shown. */
export const natsTroubles = {
  refused: 'NATS refuses Waybill’s credentials',
  unusable: 'Waybill’s credentials for NATS cannot be used',
  tls: 'TLS with NATS failed',
  unreachable: 'NATS cannot be reached',
} as const;

export type NatsTrouble = keyof typeof natsTroubles;

/** The trouble that a text names; `unreachable` if it names none. */
export function natsTroubleIn(text: string | undefined): NatsTrouble {
  const found = Object.entries(natsTroubles).find(([, words]) => text?.includes(words));
  return (found?.[0] ?? 'unreachable') as NatsTrouble;
}
