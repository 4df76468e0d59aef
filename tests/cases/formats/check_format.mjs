// Holds a report against the official validator or schema of its format:
// node check_format.mjs NODE_MODULES sarif|cyclonedx|spdx3 FILE
// Prints what is wrong; status 0 if the file is right, 1 if not.
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import {createRequire} from 'node:module';
import os from 'node:os';
import path from 'node:path';

const [modules, format, file] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), '/'));
const readJson = (name) => JSON.parse(fs.readFileSync(name, 'utf8'));

function fail(problem) {
  console.log(`${file}: ${problem}`);
  process.exitCode = 1;
}

// The multitool exits with 0 whatever it finds: what it says stands in its report.
function checkSarif() {
  const packageDirectory = path.join(modules, '@microsoft/sarif-multitool-linux');
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'copytrace_sarif_'));
  try {
    const tool = path.join(directory, 'Sarif.Multitool');
    fs.copyFileSync(path.join(packageDirectory, 'Sarif.Multitool'), tool);
    fs.chmodSync(tool, 0o755);
    const report = path.join(directory, 'report.sarif');
    const run = spawnSync(
        tool,
        ['validate', path.resolve(file), '-c', 'default', '--rule-kind', 'Sarif;Ghas', '-o', report],
        {
          encoding: 'utf8',
          env: {
            ...process.env,
            DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1',
            DOTNET_BUNDLE_EXTRACT_BASE_DIR: directory,
          },
        });
    if (run.status !== 0 || !fs.existsSync(report)) {
      fail(`the validator ended with ${run.status}: ${run.stdout}${run.stderr}`);
      return;
    }
    const {results = [], invocations = []} = readJson(report).runs[0];
    for (const result of results) {
      const level = result.level ?? 'warning';
  if (level === 'note' || level === 'none') continue;
      if (result.ruleId === 'SARIF2005') continue;  // an address of the tool, which has none yet
      const place = result.locations?.[0]?.physicalLocation?.region?.startLine;
      fail(`${level} ${result.ruleId} in line ${place}: ` +
           (result.message.text ?? `${result.message.id} ${result.message.arguments}`));
    }
    for (const notification of invocations.flatMap((i) => i.toolExecutionNotifications ?? [])) {
      if (notification.level === 'error') fail(notification.message.text);
    }
  } finally {
    fs.rmSync(directory, {recursive: true});
  }
}

function checkSchema(ajv, schema) {
  const validate = ajv.compile(schema);
  if (validate(readJson(file))) return;
  for (const error of validate.errors.slice(0, 20)) {
    fail(`${error.instancePath || '/'} ${error.message}`);
  }
}

function checkCyclonedx() {
  const directory = path.join(modules, '@cyclonedx/cyclonedx-library/res/schema');
  const ajv = new (require('ajv').default)({strict: false, allErrors: true});
  require('ajv-formats').default(ajv);
  ajv.addFormat('iri-reference', true);  // which no plugin knows
  ajv.addFormat('idn-email', true);
  for (const name of ['spdx.SNAPSHOT.schema.json', 'jsf-0.82.SNAPSHOT.schema.json']) {
    const {$id, ...schema} = readJson(path.join(directory, name));
    ajv.addSchema(schema, `http://cyclonedx.org/schema/${name}`);
  }
  checkSchema(ajv, readJson(path.join(directory, 'bom-1.6.SNAPSHOT.schema.json')));
}

function checkSpdx3() {
  const ajv = new (require('ajv/dist/2020').default)({strict: false});
  require('ajv-formats').default(ajv);
  checkSchema(ajv, readJson(path.join(modules, '@cyclonedx/cdxgen/data/spdx-export.schema.json')));
}

({sarif: checkSarif, cyclonedx: checkCyclonedx, spdx3: checkSpdx3})[format]();
