/** How far a stream was read into an index. */
export interface StreamProgress {
  /** When the stream was created: distinguishes it from another of the same name. */
  created: string;
  /** The sequence to read next. */
  next: number;
}

export const isSameProgress = (a: StreamProgress | null, b: StreamProgress | null): boolean =>
  a?.created === b?.created && a?.next === b?.next;
