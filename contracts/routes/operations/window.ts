import * as Type from '../../type.ts';
import { Instant } from '../parameters.ts';

/** The time range, by when the log stored the events. */
export const StoredWithin = Type.Object({
  from: Type.Optional(Instant('Stored at or after.')),
  until: Type.Optional(Instant('Stored before.')),
});

/** The same as handlers get it: Unix ms. */
export type StoredWithin = Type.StaticDecode<typeof StoredWithin>;
