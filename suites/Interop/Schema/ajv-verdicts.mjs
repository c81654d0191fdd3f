// What Ajv says of exported documents and of values against them. Arguments: the folder of node_modules, the folder of the documents, and a
// file of questions, one a line: {"file": "commands/eject.json", "value": …}. Prints {"broken": [[FILE, REASON], …], "verdicts": [true, …]}.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [modules, documents, questions] = process.argv.slice(2);
const Ajv = createRequire(join(modules, 'x.js'))('ajv/dist/2020').default;
// Strict: a keyword that Ajv does not know is an error, as a misspelt one would otherwise check nothing.
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false });
const compiled = new Map();
const broken = [];

function validator(file) {
  if (!compiled.has(file)) {
    let check = () => false;
    try {
      const document = JSON.parse(readFileSync(join(documents, file), 'utf8'));
      if (!ajv.validateSchema(document)) throw new Error(ajv.errorsText());
      check = ajv.compile(document);
    } catch (problem) {
      broken.push([file, problem.message]);
    }
    compiled.set(file, check);
  }
  return compiled.get(file);
}

const verdicts = readFileSync(questions, 'utf8').split('\n').filter(line => line).map(line => {
  const { file, value } = JSON.parse(line);
  return validator(file)(value);
});
console.log(JSON.stringify({ broken, verdicts }));
