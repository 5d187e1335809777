import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUnfit, unreportedFaults } from '../../components/features/dead-letters/actions/schema-faults.ts';
import { checkEventData, dataFaults } from '../../domain/check-event-data.ts';

const TYPE = 'chat.message-sent.v1';
/** As the worker words it, and as the operations API points into the whole event. */
const refused = (data: object) => ({
  message: checkEventData(TYPE, data)?.detail ?? '',
  faults: dataFaults(TYPE, data).map(({ pointer, detail }) => ({ pointer: `/data${pointer}`, detail })),
});

test('a fault that the message names is not shown twice; other faults are shown', () => {
  const one = refused({ body: 'Hello' });
  const missing = one.faults.find(({ detail }) => /required/.test(detail))!;
  assert.ok(one.message.endsWith(missing.detail));
  assert.ok(!unreportedFaults(one.message, one.faults).includes(missing));
  const elsewhere = { ...missing, pointer: '/data/author' };
  assert.deepEqual(unreportedFaults(one.message, [missing, elsewhere]), [elsewhere]);
  assert.deepEqual(unreportedFaults('Not JSON.', [{ pointer: '', detail: 'Not JSON.' }]), []);
  assert.deepEqual(unreportedFaults('UNIQUE constraint failed', one.faults), one.faults);
});

test('the event is at fault only while it breaks the schema that refused it', () => {
  const { faults } = refused({});
  assert.equal(isUnfit({ code: 'schema-violation', state: 'open' }, faults), true);
  assert.equal(isUnfit({ code: 'schema-violation', state: 'open' }, []), false);
  assert.equal(isUnfit({ code: 'SQLITE_CONSTRAINT', state: 'open' }, faults), false);
  assert.equal(isUnfit({ code: 'schema-violation', state: 'resolved' }, faults), false);
});
