/**
 * A way to read the operations API: the server asks it directly, the browser by this origin. The path begins at
 * the version, such as `/v1/commands`. Throws OperationsFailure, or what fetch throws.
 */
export type ReadOperations = <Answer>(path: string, signal?: AbortSignal) => Promise<Answer>;
