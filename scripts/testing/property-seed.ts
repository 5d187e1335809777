import fc from 'fast-check';

/*
 * Loaded before each test file. `npm test` runs property tests on one seed, so that a run is red by a change and never by
 * chance; `WAYBILL_TEST_SEED=random` gives each run a seed of its own, and a number repeats a run that failed.
 */
const given = process.env.WAYBILL_TEST_SEED ?? '20261130';
if (given !== 'random') fc.configureGlobal({ seed: Number(given) });
