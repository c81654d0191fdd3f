// What OpenRPC's own meta-schema finds wrong in a document, by Ajv. Arguments: the folder of node_modules, the document. Prints a list of texts.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [modules, path] = process.argv.slice(2);
const require = createRequire(join(modules, 'x.js'));
const Ajv = require('ajv').default;
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
// The meta-schema of a schema's own, which the other refers to: schemas here are references alone, which any object is.
const anySchema = { type: ['object', 'boolean'], definitions: { JSONSchemaObject: { properties: { $ref: { type: 'string' } } } } };
for (const id of ['https://meta.json-schema.tools', 'https://meta.json-schema.tools/']) ajv.addSchema(anySchema, id);
const { $schema, ...meta } = require('@open-rpc/meta-schema').default;
const check = ajv.compile(meta);
check(JSON.parse(readFileSync(path, 'utf8')));
console.log(JSON.stringify((check.errors ?? []).map(e => `${e.instancePath} ${e.message}`)));
