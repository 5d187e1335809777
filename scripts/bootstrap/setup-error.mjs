// @ts-check

/** Why Waybill can't be set up on this machine, and what to do about it. The message is for people. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}
