// Checks JSON files against a JSON Schema 2020-12: node check_schema.mjs NODE_MODULES SCHEMA FILE…
// Prints what is wrong; status 0 if all files are right, 1 if not.
import fs from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';

const [modules, schemaFile, ...files] = process.argv.slice(2);
const Ajv2020 = createRequire(path.join(path.resolve(modules), '/'))('ajv/dist/2020').default;
const ajv = new Ajv2020({allErrors: true, allowUnionTypes: true});
const validate = ajv.compile(JSON.parse(fs.readFileSync(schemaFile, 'utf8')));
for (const file of files) {
  if (validate(JSON.parse(fs.readFileSync(file, 'utf8')))) continue;
  for (const error of validate.errors) {
    console.log(`${file}: ${error.instancePath || '/'} ${error.message}`);
  }
  process.exitCode = 1;
}
