const given = process.env.WAYBILL_TEST_SEED ?? '20261130';

/**
 * The seed of all random tests. `npm test` has a fixed one, so that only a change can turn a run red, never chance.
 * `WAYBILL_TEST_SEED=random` gives each file its own; a number repeats a failed run.
 */
export const testSeed = given === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(given);
