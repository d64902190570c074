import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openapiIsUpToDate, openapiText } from '../../../build/openapi.ts';
import { openapiDocument } from '../../../build/openapiDocument.ts';
import { toYaml } from '../../../build/toYaml.ts';
import { OPERATION_IDS } from '../../../shared/api/operations.ts';

test('the committed OpenAPI document is what the schemas say', async () => {
  assert.ok(await openapiIsUpToDate(), 'run: node build/openapi.ts');
});

test('the document is the same every time it is generated', () => {
  assert.equal(openapiText(), openapiText());
});

test('every operation stands in the document once, and every reference leads somewhere', () => {
  const document = openapiDocument();
  const text = JSON.stringify(document);
  for (const id of OPERATION_IDS) assert.equal(text.split(`"operationId":"${id}"`).length, 2, id);
  const references = new Set([...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map((found) => found[1] ?? ''));
  assert.ok(references.size > 20);
  for (const reference of references) {
    let place: unknown = document;
    for (const step of reference.split('/')) place = (place as Record<string, unknown> | undefined)?.[step];
    assert.notEqual(place, undefined, reference);
  }
});

test('YAML keeps texts, numbers, empty things and odd keys apart', () => {
  const yaml = toYaml({
    plain: 'a: b # c',
    lines: 'one\ntwo',
    number: 1,
    truth: 'true',
    none: null,
    // A key that looks like a number comes first in every JavaScript object.
    '200': { list: [{ a: 1, b: [] }, {}], words: ['x', 'y'] },
    no: {},
  });
  assert.equal(
    yaml,
    [
      '"200":',
      '  list:',
      '    - a: 1',
      '      b: []',
      '    - {}',
      '  words: ["x", "y"]',
      'plain: "a: b # c"',
      'lines: "one\\ntwo"',
      'number: 1',
      'truth: "true"',
      'none: null',
      '"no": {}',
      '',
    ].join('\n'),
  );
});
