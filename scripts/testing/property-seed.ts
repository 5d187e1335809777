import fc from 'fast-check';
import { testSeed } from './test-seed.ts';

// Loaded before each test file.
fc.configureGlobal({ seed: testSeed });
