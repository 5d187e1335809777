/** Why Waybill can't start or can't continue: one sentence for people. */
export class StartError extends Error {
  override name = 'StartError';
}
