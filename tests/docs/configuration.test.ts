import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { settingsTable } from '../../platform/configuration/settings.ts';
import { describeSettings } from '../../scripts/docs/describe-settings.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'configuration.md'), 'utf8');

test('docs/configuration.md agrees with the settings', () => {
  assert.equal(page, describeSettings(), 'it is out of date: npm run docs:configuration');
});

test('every setting is on the page, under a heading', () => {
  const underHeadings = page.slice(page.indexOf('\n## '));
  for (const { variable } of Object.values(settingsTable)) {
    assert.equal(underHeadings.split(`| \`${variable}\` |`).length, 2, `${variable} is there once`);
  }
});
