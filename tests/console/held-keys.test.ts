import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HeldKeys, HOLD_MS } from '../../components/ui/dialog/held-keys.ts';

const press = (keys: HeldKeys, at: number, { key = 'a', isOpen = false, repeat = false } = {}) =>
  keys.take({ key, timeStamp: at, repeat }, isOpen);

test('a page without a dialog has its keys', () => {
  const keys = new HeldKeys();
  assert.equal(press(keys, 1_000), false);
  keys.closed(1_100);
  assert.equal(press(keys, 1_101), false, 'nobody typed into the dialog that closed');
});

test('keys typed on after a dialog closes go nowhere, until a pause', () => {
  const keys = new HeldKeys();
  press(keys, 1_000, { isOpen: true });
  keys.closed(5_000);
  for (const at of [5_100, 5_600, 6_100]) assert.equal(press(keys, at), true, String(at));
  assert.equal(press(keys, 6_100 + HOLD_MS), false);
});

test('a key that is held down does not count as typing', () => {
  const keys = new HeldKeys();
  press(keys, 1_000, { isOpen: true });
  keys.closed(1_000);
  assert.equal(press(keys, 1_500, { repeat: true }), true);
  assert.equal(press(keys, 1_000 + HOLD_MS, { repeat: true }), false);
});

test('Escape, Enter and the pointer leave on purpose', () => {
  const keys = new HeldKeys();
  for (const key of ['Escape', 'Enter']) {
    press(keys, 1_000, { isOpen: true });
    press(keys, 1_010, { key, isOpen: true });
    keys.closed(1_020);
    assert.equal(press(keys, 1_030), false, key);
  }
  press(keys, 2_000, { isOpen: true });
  keys.left();
  keys.closed(2_020);
  assert.equal(press(keys, 2_030), false);
});

test('an Enter amid typing is a new line', () => {
  const keys = new HeldKeys();
  press(keys, 1_000, { key: 'Enter', isOpen: true });
  press(keys, 1_010, { isOpen: true });
  keys.closed(1_020);
  assert.equal(press(keys, 1_030), true);
});

test('keys typed while a dialog is opening are for the dialog', () => {
  const keys = new HeldKeys();
  keys.coming(1_000);
  assert.equal(press(keys, 1_200), true);
});
