import Type from 'typebox';
import { Instant } from '../parameters.ts';

/** Of which events: by when the log stored them. */
export const StoredWithin = Type.Object({
  from: Type.Optional(Instant('Stored at or after.')),
  until: Type.Optional(Instant('Stored before.')),
});

/** The same as handlers get it: Unix ms. */
export type StoredWithin = Type.StaticDecode<typeof StoredWithin>;
