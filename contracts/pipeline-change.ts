/**
 * The time line of the pipeline: one message a change in the stream CHANGES, on `changes.<kind>`, kept for 30 days. Those
 * that a process lives through itself (starts, stops, circuits) it tells itself; those that are judged from
 * outside (a consumer's status) whoever has the lead among the operations services tells.
 */
export type PipelineChange = { id: string /** ISO 8601, UTC. */; at: string } & (
  | {
      /** `process-silent`: its heartbeats ended, and it reported no stop. */
      kind: 'process-started' | 'process-stopped' | 'process-silent';
      role: string;
      process: string;
      version: string;
      why: string | null;
    }
  | {
      kind: 'circuit-opened' | 'circuit-closed';
      projection: string;
      process: string;
      why: string | null;
      openForMs: number | null;
    }
  | {
      /** The connection to the log was lost, and is back. Times in ISO 8601, UTC. */
      kind: 'log-away';
      role: string;
      process: string;
      since: string;
      until: string;
      /** Whether another nats-server process answers now. */
      restarted: boolean;
    }
  | { kind: 'epoch-begun'; projection: string; epochId: string; process: string }
  | {
      kind: 'stream-lost';
      stream: string;
      how: 'deleted' | 'replaced' | 'shortened';
      /** Null where it is not known how many it held. */
      messages: number | null;
      process: string;
    }
  | {
      kind: 'consumer-status';
      stream: string;
      consumer: string;
      projection: string | null;
      from: string | null;
      to: string;
      why: string;
    }
);

export type PipelineChangeKind = PipelineChange['kind'];
