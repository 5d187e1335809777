import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { moment } from '../../components/ui/search-params/params.ts';
import { encodeInstant, parseInstant } from '../../contracts/instant.ts';

const valid: Record<string, string> = {
  '2026-11-23': '2026-11-23T00:00:00.000Z',
  '2024-02-29': '2024-02-29T00:00:00.000Z',
  '2026-11-23T03:04:11Z': '2026-11-23T03:04:11.000Z',
  '2026-11-23t03:04:11.5z': '2026-11-23T03:04:11.500Z',
  '2026-11-23T03:04:11.123456789Z': '2026-11-23T03:04:11.123Z',
  '1996-12-19T16:39:57-08:00': '1996-12-20T00:39:57.000Z',
  '1990-12-31T23:59:60Z': '1991-01-01T00:00:00.000Z',
  '1990-12-31T15:59:60-08:00': '1991-01-01T00:00:00.000Z',
  '1937-01-01T12:00:27.87+00:20': '1937-01-01T11:40:27.870Z',
  '2026-11-23T00:00:00-00:00': '2026-11-23T00:00:00.000Z',
};

const invalid = [
  '',
  '2026',
  '2026-11',
  '2026-02-30',
  '2025-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-11-00',
  '2026-11-31T00:00:00Z',
  '2026-11-23junk',
  '2026-11-23 ',
  ' 2026-11-23',
  '2026-11-23T03:04:11',
  '2026-11-23T03:04Z',
  '2026-11-23 03:04:11Z',
  '2026-11-23T24:00:00Z',
  '2026-11-23T23:60:00Z',
  '2026-11-23T03:04:60Z',
  '2026-11-23T23:59:61Z',
  '2026-11-23T03:04:11.Z',
  '2026-11-23T03:04:11+24:00',
  '2026-11-23T03:04:11+0100',
  '2026-11-23T03:04:11 Z',
  '2026-W48-1',
  '20261123T030411Z',
  '+002026-11-23T03:04:11Z',
  '0000-01-01',
  '11/23/2026',
  'Nov 23 2026',
  'yesterday',
  '1764547200',
  '２０２６-11-23',
];

describe('an instant is an RFC 3339 time with a zone, or a date', () => {
  for (const [text, at] of Object.entries(valid))
    test(text, () => {
      assert.equal(encodeInstant(parseInstant(text) as number), at);
      assert.equal(moment.read(text), at, 'in an address of the console');
    });
  for (const text of invalid)
    test(`not ${JSON.stringify(text)}`, () => {
      assert.equal(parseInstant(text), undefined);
      assert.equal(moment.read(text), null, 'in an address of the console');
    });
});
