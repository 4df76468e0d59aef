// openapi.json as a judge of answers.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';

const {AJV_NODE_MODULES, OPENAPI, REPORT_SCHEMA} = process.env;
const Ajv2020 = createRequire(path.join(path.resolve(AJV_NODE_MODULES), '/'))('ajv/dist/2020').default;

export const document = JSON.parse(readFileSync(OPENAPI, 'utf8'));
const base = 'http://localhost/api/openapi.json';
// The document holds more than schemas, so that its keywords are not all known.
const ajv = new Ajv2020({
  allErrors: true, allowUnionTypes: true, strict: false, validateFormats: false,
});
ajv.addSchema(JSON.parse(readFileSync(REPORT_SCHEMA, 'utf8')),
              'http://localhost/report/report.schema.json');
ajv.addSchema(document, base);

// A schema that is nothing but a reference is taken from where that leads: ajv loses its way else.
function addressOf(keys) {
  const schema = keys.reduce((value, key) => value[key], document);
  const pointer = keys.map((key) => '/' + encodeURIComponent(key.replaceAll('/', '~1'))).join('');
  return new URL(schema.$ref ?? `#${pointer}`, base).href;
}

function check(keys, value, name) {
  const validate = ajv.getSchema(addressOf(keys));
  assert.ok(validate, `no schema at ${keys.join(' ')}`);
  const right = validate(value);
  assert.ok(right, `${name}: ${ajv.errorsText(validate.errors, {separator: '\n'})}`);
}

const seen = new Set();

// Holds an answer against what the document says of this operation and status.
export function checkAnswer(method, route, answer) {
  const name = `${method} ${route} ${answer.status}`;
  const operation = document.paths[route]?.[method.toLowerCase()];
  assert.ok(operation, `${method} ${route} is not in the document`);
  const response = operation.responses[answer.status];
  assert.ok(response, `${name} is not in the document: ${answer.text}`);
  const at = response.$ref ?
      ['components', 'responses', response.$ref.split('/').pop()] :
      ['paths', route, method.toLowerCase(), 'responses', String(answer.status)];
  const type = response.$ref ? 'application/problem+json' : 'application/json';
  assert.equal(answer.headers['content-type'].split(';')[0], type, name);
  check([...at, 'content', type, 'schema'], answer.json, name);
  seen.add(`${method} ${route}`);
}

// The operations whose right answers have been looked at, of those that there are.
export const operations = () => Object.entries(document.paths).flatMap(
    ([route, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${route}`));
export const unseen = () => operations().filter((operation) => !seen.has(operation));

// Every example in the document against the schema beside it.
export function checkExamples() {
  let count = 0;
  const walk = (value, keys) => {
    if (value === null || typeof value !== 'object') return;
    if (value.schema !== undefined && value.example !== undefined) {
      check([...keys, 'schema'], value.example, keys.join(' '));
      ++count;
    }
    for (const [key, inner] of Object.entries(value)) walk(inner, [...keys, key]);
  };
  walk(document.paths, ['paths']);
  walk(document.components.responses, ['components', 'responses']);
  return count;
}
