/** Which event a message holds, and when the log stored it. */
export interface EventIdentity {
  /** When the log stored the event itself, not a copy of it: Unix ms, by the log's clock. */
  storedAt: number;
  sequence: number;
  subject: string;
  position: string | null;
  commandId: string | null;
  eventType: string | null;
}
