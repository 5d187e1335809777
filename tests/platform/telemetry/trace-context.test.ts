import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mintSpanId, mintTraceId } from '../../../platform/telemetry/trace-context/mint-ids.ts';
import { readContext } from '../../../platform/telemetry/trace-context/read-context.ts';
import { sampleByRatio } from '../../../platform/telemetry/trace-context/sample-by-ratio.ts';
import { formatTraceparent, isSampled } from '../../../platform/telemetry/trace-context/trace-context.ts';

const TRACE = '12345678901234567890123456789012';
const SPAN = '1234567890123456';
const VALID = `00-${TRACE}-${SPAN}-01`;

/** The cases of the specification's own suite (w3c/trace-context, test/test.py), with their names. */
const TRACEPARENTS: [name: string, header: string | string[], flags: number | undefined][] = [
  ['traceparent_included', VALID, 1],
  ['not sampled', `00-${TRACE}-${SPAN}-00`, 0],
  ['random, level 2', `00-${TRACE}-${SPAN}-03`, 3],
  ['flags that are unknown are masked', `00-${TRACE}-${SPAN}-fd`, 1],
  ['traceparent_duplicated, apart', [VALID, VALID], undefined],
  ['traceparent_duplicated, joined by Node', `${VALID}, ${VALID}`, undefined],
  ['version_0x00, trailing characters', `${VALID}.`, undefined],
  ['version_0x00, more fields', `${VALID}-what-the-future-will-be-like`, undefined],
  ['version_0xcc', `cc-${TRACE}-${SPAN}-01`, 1],
  ['version_0xcc, more fields', `cc-${TRACE}-${SPAN}-01-what-the-future-will-be-like`, 1],
  ['version_0xcc, an empty field', `cc-${TRACE}-${SPAN}-01-`, 1],
  ['version_0xcc, no hyphen', `cc-${TRACE}-${SPAN}-01.what-the-future-will-be-like`, undefined],
  ['version_0xff', `ff-${TRACE}-${SPAN}-01`, undefined],
  ['version_illegal_characters', `.0-${TRACE}-${SPAN}-01`, undefined],
  ['version_illegal_characters', `0.-${TRACE}-${SPAN}-01`, undefined],
  ['version_too_long', `000-${TRACE}-${SPAN}-01`, undefined],
  ['version_too_long', `0000-${TRACE}-${SPAN}-01`, undefined],
  ['version_too_short', `0-${TRACE}-${SPAN}-01`, undefined],
  ['trace_id_all_zero', `00-${'0'.repeat(32)}-${SPAN}-01`, undefined],
  ['trace_id_illegal_characters', `00-.${TRACE.slice(1)}-${SPAN}-01`, undefined],
  ['trace_id_illegal_characters', `00-${TRACE.slice(1)}.-${SPAN}-01`, undefined],
  ['trace_id upper case', `00-${'A'.repeat(32)}-${SPAN}-01`, undefined],
  ['trace_id_too_long', `00-${TRACE}3-${SPAN}-01`, undefined],
  ['trace_id_too_short', `00-${TRACE.slice(1)}-${SPAN}-01`, undefined],
  ['parent_id_all_zero', `00-${TRACE}-${'0'.repeat(16)}-01`, undefined],
  ['parent_id_illegal_characters', `00-${TRACE}-.${SPAN.slice(1)}-01`, undefined],
  ['parent_id upper case', `00-${TRACE}-${'B'.repeat(16)}-01`, undefined],
  ['parent_id_too_long', `00-${TRACE}-${SPAN}7-01`, undefined],
  ['parent_id_too_short', `00-${TRACE}-${SPAN.slice(1)}-01`, undefined],
  ['trace_flags_illegal_characters', `00-${TRACE}-${SPAN}-.0`, undefined],
  ['trace_flags_illegal_characters', `00-${TRACE}-${SPAN}-0.`, undefined],
  ['trace_flags upper case', `00-${TRACE}-${SPAN}-0A`, undefined],
  ['trace_flags_too_long', `00-${TRACE}-${SPAN}-001`, undefined],
  ['trace_flags_too_short', `00-${TRACE}-${SPAN}-1`, undefined],
  ['empty', '', undefined],
];

describe('traceparent', () => {
  for (const [name, header, flags] of TRACEPARENTS) {
    test(`${name}: ${String(header).slice(0, 90)}`, () => {
      const context = readContext(header, undefined);
      const expected =
        flags === undefined ? undefined : { traceId: TRACE, spanId: SPAN, flags, tracestate: undefined };
      assert.deepEqual(context, expected);
    });
  }

  test('a written context can be read back', () => {
    const traceId = mintTraceId();
    const spanId = mintSpanId();
    for (const flags of [0, 1, 2, 3]) {
      const header = formatTraceparent(traceId, spanId, flags);
      assert.deepEqual(readContext(header, undefined), { traceId, spanId, flags, tracestate: undefined });
      assert.equal(isSampled(header), (flags & 1) === 1);
    }
    assert.equal(isSampled(''), false);
  });
});

const many = (count: number) =>
  Array.from({ length: count }, (_, at) => `bar${String(at + 1).padStart(2, '0')}=${at + 1}`).join(',');
const EVERY_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789_-*/';
const characters = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => String.fromCharCode(from + at)).join('');
const EVERY_VALUE = characters(0x20, 0x2b) + characters(0x2d, 0x3c) + characters(0x3e, 0x7e);

const TRACESTATES: [name: string, header: string | string[] | undefined, expected: string | undefined][] = [
  ['missing', undefined, undefined],
  ['included', 'foo=1,bar=2', 'foo=1,bar=2'],
  ['empty_header', '', undefined],
  ['empty_header after another', ['foo=1', ''], 'foo=1'],
  ['empty_header before another', ['', 'foo=1'], 'foo=1'],
  ['empty members', 'foo=1,,bar=2, ,', 'foo=1,bar=2'],
  [
    'multiple_headers_different_keys',
    ['foo=1,bar=2', 'rojo=1,congo=2', 'baz=3'],
    'foo=1,bar=2,rojo=1,congo=2,baz=3',
  ],
  ['duplicated_keys', 'foo=1,foo=1', undefined],
  ['duplicated_keys', 'foo=1,foo=2', undefined],
  ['duplicated_keys, two headers', ['foo=1', 'foo=2'], undefined],
  ['all_allowed_characters', `${EVERY_KEY}=${EVERY_VALUE}`, `${EVERY_KEY}=${EVERY_VALUE}`],
  [
    'all_allowed_characters, tenant',
    `${EVERY_KEY}@a-z0-9_-*/=${EVERY_VALUE}`,
    `${EVERY_KEY}@a-z0-9_-*/=${EVERY_VALUE}`,
  ],
  ['ows_handling', 'foo=1 \t , \t bar=2, \t baz=3', 'foo=1,bar=2,baz=3'],
  ['ows_handling', 'foo=1\t \t,\t \tbar=2,\t \tbaz=3', 'foo=1,bar=2,baz=3'],
  ['ows_handling', '\t foo=1 \t', 'foo=1'],
  ['key_illegal_characters', 'foo =1', undefined],
  ['key_illegal_characters', 'FOO=1', undefined],
  ['key_illegal_characters', 'foo.bar=1', undefined],
  ['key_illegal_vendor_format', 'foo@=1,bar=2', undefined],
  ['key_illegal_vendor_format', '@foo=1,bar=2', undefined],
  ['key_illegal_vendor_format', 'foo@@bar=1,bar=2', undefined],
  ['key_illegal_vendor_format', 'foo@bar@baz=1,bar=2', undefined],
  ['member_count_limit', many(32), many(32)],
  ['member_count_limit, over it', many(33), undefined],
  ['key_length_limit', ['foo=1', `${'z'.repeat(256)}=1`], `foo=1,${'z'.repeat(256)}=1`],
  ['key_length_limit, over it', ['foo=1', `${'z'.repeat(257)}=1`], undefined],
  [
    'key_length_limit, tenant',
    `${'t'.repeat(241)}@${'v'.repeat(14)}=1`,
    `${'t'.repeat(241)}@${'v'.repeat(14)}=1`,
  ],
  ['key_length_limit, tenant over it', ['foo=1', `${'t'.repeat(242)}@v=1`], undefined],
  ['key_length_limit, system over it', ['foo=1', `t@${'v'.repeat(15)}=1`], undefined],
  ['value_illegal_characters', 'foo=bar=baz', undefined],
  ['value_illegal_characters', 'foo=,bar=3', undefined],
  ['value of a control character', 'foo=a\u0001b', undefined],
  ['value_length_limit', `foo=${'v'.repeat(256)}`, `foo=${'v'.repeat(256)}`],
  ['value_length_limit, over it', `foo=${'v'.repeat(257)}`, undefined],
  ['no equals sign', 'foo', undefined],
  [
    '512 characters are kept whole',
    `a=${'v'.repeat(254)},b=${'v'.repeat(253)}`,
    `a=${'v'.repeat(254)},b=${'v'.repeat(253)}`,
  ],
  ['beyond 512, long members go first', `a=${'v'.repeat(256)},b=1,c=${'v'.repeat(256)}`, 'b=1'],
];

describe('tracestate', () => {
  for (const [name, header, expected] of TRACESTATES) {
    test(`${name}: ${String(header).slice(0, 60)}`, () => {
      assert.equal(readContext(VALID, header)?.tracestate, expected);
    });
  }

  test('beyond 512 characters of short members, the last ones go', () => {
    const list = Array.from({ length: 20 }, (_, at) => `k${at}=${'v'.repeat(40)}`);
    const kept = readContext(VALID, list.join(','))!.tracestate!;
    assert.ok(kept.length <= 512 && kept.length > 450);
    assert.ok(list.join(',').startsWith(kept));
  });

  test('a tracestate without a traceparent is ignored', () => {
    assert.equal(readContext(undefined, 'foo=1'), undefined);
    assert.equal(readContext('nonsense', 'foo=1'), undefined);
  });
});

describe('sampling by the trace id', () => {
  const ids = Array.from({ length: 20_000 }, mintTraceId);

  test('ids are valid and distinct', () => {
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.every((id) => /^[0-9a-f]{32}$/.test(id)));
  });

  test('keeps about the given share, and the same traces in every process', () => {
    const kept = ids.filter(sampleByRatio(0.1));
    assert.ok(kept.length > 1_600 && kept.length < 2_400, String(kept.length));
    assert.deepEqual(ids.filter(sampleByRatio(0.1)), kept);
    const fewer = new Set(ids.filter(sampleByRatio(0.05)));
    assert.ok([...fewer].every((id) => kept.includes(id)));
  });

  test('keeps all traces, or none', () => {
    assert.equal(ids.filter(sampleByRatio(1)).length, ids.length);
    assert.equal(ids.filter(sampleByRatio(0)).length, 0);
  });
});
