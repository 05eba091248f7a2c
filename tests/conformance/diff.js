// Prints how the schema in the second file differs from the one in the first, as graphql-inspector judges it, as JSON.
import { readFileSync } from 'node:fs';
import { diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

const [older, newer] = process.argv.slice(2).map((path) => buildSchema(readFileSync(path, 'utf8')));
const changes = await diff(older, newer);
const found = changes.map(({ type, path, message, criticality }) => ({ type, path, message, level: criticality.level }));
process.stdout.write(JSON.stringify(found));
