/** A port's calls as a thread implements them: synchronous. */
export type ThreadCalls<Port> = {
  [Name in keyof Port]: Port[Name] extends (...input: infer Input) => Promise<infer Value>
    ? (...input: Input) => Value
    : never;
};

/** Answers calls in another thread, within a time limit. */
export interface Answering<Calls> {
  /** For the compiler only: the calls that it answers. */
  readonly calls?: Calls;
  call(operation: string, input: readonly unknown[]): Promise<unknown>;
}

/** Which thread answers each call of a port. */
type ThreadsOf<Port> = { [Name in keyof Port]: Answering<Pick<ThreadCalls<Port>, Name>> };

/** The port whose calls these threads answer. All of its methods reject with StoreFailure. */
export function portOfThreads<Port extends object>(threads: ThreadsOf<Port>): Port {
  const calls = Object.entries<Answering<unknown>>(threads).map(([name, thread]) => [
    name,
    (...input: unknown[]) => thread.call(name, input),
  ]);
  return Object.fromEntries(calls) as Port;
}
