import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type Type from 'typebox';
import { Compile } from 'typebox/compile';
import { correlationIdIn } from '../../app/(console)/traces/[correlationId]/read-correlation-id.ts';
import { routesAt } from '../../app/ops/routes-at.ts';
import { hrefOfConsumer, readConsumerId } from '../../components/ui/format/consumer-name.ts';
import { commandAddresses } from '../../components/ui/search-params/commands.ts';
import { consumerAddresses } from '../../components/ui/search-params/consumers.ts';
import { deadLetterAddresses } from '../../components/ui/search-params/dead-letters.ts';
import { traceAddresses, traceHref } from '../../components/ui/search-params/traces.ts';
import { operationsRequest } from '../../contracts/routes/operations-request.ts';
import { operationsRoutes } from '../../contracts/routes/operations-routes.ts';

const NAMES = [
  'order:4711',
  'billing:v2',
  'a@b',
  'früh',
  '注文',
  '💥',
  'a+b=c&d',
  '100%',
  '%2f',
  '?x#y',
  '~._-',
  "o'brien",
  '...',
  '"quoted"',
  'a b',
  'x'.repeat(128),
  '注'.repeat(128),
  'x'.repeat(129),
  'x'.repeat(200),
  'x'.repeat(256),
  '💥'.repeat(256),
  'x'.repeat(257),
  '',
  '.',
  '..',
  'a/b',
  'a\\b',
  'a.b',
  'a*',
  'a>',
  'a\tb',
  'a\nb',
  'a\0b',
  '\u0085',
];

const params = (id: keyof typeof operationsRoutes) => {
  const { params: schema } = operationsRoutes[id] as { params?: Type.TObject };
  return Compile(schema as Type.TObject);
};
const pathOf = (href: string) => new URL(href, 'http://console').pathname;

describe('every name that the operations API accepts can be opened, linked and listed', () => {
  const ofTrace = params('read-trace');
  const ofConsumer = params('read-consumer');
  const ofDeadLetter = params('read-dead-letter');

  for (const name of NAMES) {
    const shown = JSON.stringify(name).slice(0, 40);

    test(`a correlation id ${shown}`, () => {
      const href = traceHref(name);
      if (!ofTrace.Check({ correlationId: name })) {
        assert.equal(correlationIdIn(encodeURIComponent(name)), null);
        // Events of other programs may have it all the same: the search finds them.
        assert.match(href, /^\/traces($|\?q=)/);
        return;
      }
      const part = pathOf(href).replace('/traces/', '');
      assert.equal(correlationIdIn(part), name);
      assert.equal(traceAddresses.itemOf(pathOf(href)), name);
      const { path } = operationsRequest('GET /ops/v1/traces/:correlationId', {
        params: { correlationId: name },
      });
      assert.deepEqual(routesAt(path), { methods: ['GET'], pathname: path });
      if (name.includes(',')) return;
      const list = commandAddresses.listHref({ correlations: [name] });
      assert.deepEqual(commandAddresses.viewOf(list).correlations, [name]);
    });

    test(`a consumer ${shown}`, () => {
      const of = { stream: name, consumer: name };
      if (!ofConsumer.Check(of)) {
        assert.equal(readConsumerId(`${name}/${name}`), null);
        return;
      }
      const path = pathOf(hrefOfConsumer(of));
      assert.deepEqual(readConsumerId(consumerAddresses.itemOf(path) ?? ''), of);
      assert.ok('methods' in (routesAt(`/ops/v1${path}/pause`) ?? {}));
    });

    test(`a dead letter of a consumer ${shown}`, () => {
      const id = `${name}.1-0-4711`;
      assert.equal(ofDeadLetter.Check({ id }), ofConsumer.Check({ stream: 'EVENTS', consumer: name }));
      const path = pathOf(deadLetterAddresses.itemHref(id));
      assert.equal(deadLetterAddresses.itemOf(path), ofDeadLetter.Check({ id }) ? id : null);
    });
  }
});
