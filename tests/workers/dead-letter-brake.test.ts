import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BrakeState, DeadLetterBrake } from '../../workers/runtime/dead-letter-brake.ts';

function brakeAt() {
  let now = 0;
  const changes: BrakeState[] = [];
  const limits = { brakeWindowMs: 100_000, brakeSlowAfter: 10, brakePauseAfter: 30 };
  const brake = new DeadLetterBrake(
    limits,
    (state) => changes.push(state),
    () => now,
  );
  const made = (wanted: number) =>
    Array.from({ length: wanted }, () => brake.allows()).filter(Boolean).length;
  const pass = (ms: number) => {
    now += ms;
  };
  return { brake, changes, made, pass };
}

test('a few bad events among many good ones never limit dead-lettering', () => {
  const { brake, changes, made } = brakeAt();
  for (let round = 0; round < 100; round += 1) {
    brake.applied(3);
    assert.equal(made(2), 2);
  }
  assert.deepEqual(changes, []);
});

test('if nearly all events are bad, dead-lettering is limited, then paused, and resumes afterwards', () => {
  const { brake, changes, made, pass } = brakeAt();
  brake.applied(2);
  assert.equal(made(10), 10);
  assert.equal(made(100), 10, 'the allowance of one second');
  pass(500);
  assert.equal(made(100), 5);
  pass(500);
  assert.equal(made(100), 5, 'thirty in all');
  pass(10_000);
  assert.equal(made(100), 0);
  assert.deepEqual(changes, ['slow', 'on']);
  pass(100_000);
  assert.equal(made(5), 5);
  assert.deepEqual(changes, ['slow', 'on', 'off']);
});

test('applied events resume dead-lettering at once', () => {
  const { brake, changes, made, pass } = brakeAt();
  for (let second = 0; second < 10; second += 1) {
    made(100);
    pass(1_000);
  }
  assert.equal(brake.state, 'on');
  brake.applied(50);
  assert.equal(brake.state, 'off');
  assert.equal(made(10), 10);
  assert.deepEqual(changes, ['slow', 'on', 'off']);
});

test('dead letters that existed already, or could not be stored, do not count', () => {
  const { brake, changes } = brakeAt();
  for (let deadLetter = 0; deadLetter < 100; deadLetter += 1) {
    assert.equal(brake.allows(), true);
    brake.notMade();
  }
  assert.equal(brake.state, 'off');
  assert.deepEqual(changes, []);
});

test('dead letters in the log count: a new worker continues the count of earlier ones', () => {
  const { brake, changes, made, pass } = brakeAt();
  brake.see(
    Array.from({ length: 30 }, (_, n) => n * 1_000),
    0,
    brake.mark(),
  );
  assert.equal(brake.state, 'on');
  assert.equal(made(5), 0);
  pass(72_000);
  assert.equal(brake.state, 'slow', 'one after the other leaves the window');
  pass(30_000);
  assert.equal(brake.state, 'off');
  assert.deepEqual(changes, ['on', 'slow', 'off']);
});

test('events that other workers applied count too', () => {
  const { brake, made } = brakeAt();
  brake.see(
    Array.from({ length: 30 }, () => 1_000),
    5_000,
    brake.mark(),
  );
  assert.equal(brake.state, 'off');
  assert.equal(made(3), 3);
  assert.equal(brake.unseen, 3);
});
