import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Instant, PositionParameter, UuidParameter } from '../../../contracts/routes/parameters.ts';
import * as Type from '../../../contracts/type.ts';
import { decoderOf } from '../../../server/http/decode-input.ts';

const time = Instant('When.');
const at = '2026-11-23T03:04:11.482Z';
const ms = Date.parse(at);

test('members and items are decoded at any depth, and the input is not changed', () => {
  const decode = decoderOf(
    Type.Object({
      from: Type.Optional(time),
      to: Type.Optional(time),
      name: Type.String(),
      of: Type.Object({ ids: Type.Array(UuidParameter('Which.')), position: PositionParameter('Where.') }),
    }),
  );
  const id = '0192F7C1-5B0E-7C33-8D1E-4F2A9A3F04AA';
  const input = { from: at, name: at, of: { ids: [id], position: '1-3-48211' } };
  const sent = structuredClone(input);
  assert.deepEqual(decode?.(input), {
    from: ms,
    name: at,
    of: { ids: [id.toLowerCase()], position: { generation: 1, partition: 3, sequence: 48_211 } },
  });
  assert.deepEqual(input, sent);
});

test('of alternatives, the one whose required members are there is decoded', () => {
  const to = Type.Union([
    Type.Object({ sequence: Type.Integer() }, { additionalProperties: false }),
    Type.Object({ time }, { additionalProperties: false }),
    Type.Enum(['first', 'end']),
  ]);
  const decode = decoderOf(Type.Object({ to }));
  const decoded = [{ sequence: 4 }, { time: at }, 'end'].map((value) => decode?.({ to: value }));
  assert.deepEqual(decoded, [{ to: { sequence: 4 } }, { to: { time: ms } }, { to: 'end' }]);
});

test('a schema without a codec decodes nothing, and a codec where none is looked for is refused', () => {
  assert.equal(decoderOf(Type.Object({ name: Type.Array(Type.Object({ at: Type.String() })) })), undefined);
  for (const schema of [
    Type.Union([time, Type.Null()]),
    Type.Record(Type.String(), time),
    Type.Intersect([Type.Object({ time })]),
    Type.Tuple([time]),
    Type.Union([Type.Object({ time: Type.Optional(time) })]),
  ])
    assert.throws(() => decoderOf(Type.Object({ schema })), TypeError);
});
