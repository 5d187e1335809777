import fc from 'fast-check';

/*
 * Loaded before each test file. `npm test` runs property tests with a fixed seed, so that only a change can turn a run
 * red, never chance. `WAYBILL_TEST_SEED=random` gives each run its own seed; a number repeats a failed run.
 */
const given = process.env.WAYBILL_TEST_SEED ?? '20261130';
if (given !== 'random') fc.configureGlobal({ seed: Number(given) });
