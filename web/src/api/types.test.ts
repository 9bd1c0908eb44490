// types.ts is written by hand, openapi.json is held to the real answers by tests of the program:
// here each member of ours is held to the one described there.
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import document from '../../../src/api/openapi.json';
import source from './types.ts?raw';

interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  oneOf?: Schema[];
  allOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  required?: string[];
}
const schemas = document.components.schemas as unknown as Record<string, Schema>;
const at = (...path: string[]) => path.reduce<unknown>((node, name) => (node as Record<string, unknown>)[name], schemas) as Schema;

// Types of ours whose place in the description is not of their name.
const PLACES: Record<string, Schema | undefined> = {
  MoodCounts: at('Reading', 'properties', 'mood'),
  Author: at('Post', 'properties', 'author'),
  Media: at('Post', 'properties', 'media', 'items'),
  Bucket: at('Series', 'properties', 'buckets', 'items'),
  SeriesCopies: at('Series', 'properties', 'copies'),
  Understood: schemas['Explained']?.oneOf?.[0],
  NotUnderstood: schemas['Explained']?.oneOf?.[1],
  QueryProblem: at('Explained', 'oneOf', '1', 'properties', 'problem'),
  QueryWarning: at('Explained', 'oneOf', '0', 'properties', 'warning_codes', 'items'),
  Term: at('Node', 'properties', 'words', 'items'),
  Drill: schemas['DrillMembers'],
  SourceDraft: schemas['SourceWanted'],
  Tally: at('EventTick', 'properties', 'watches', 'additionalProperties'),
};
const OURS_ALONE = new Set(['Span']);

const file = ts.createSourceFile('types.ts', source, ts.ScriptTarget.ES2022, true);
const interfaces = new Map(file.statements.filter(ts.isInterfaceDeclaration).map((one) => [one.name.text, one]));
const aliases = new Map(file.statements.filter(ts.isTypeAliasDeclaration).map((one) => [one.name.text, one.type]));

function membersOf(one: ts.InterfaceDeclaration): ts.PropertySignature[] {
  const inherited = (one.heritageClauses ?? []).flatMap((clause) => clause.types.map((type) => interfaces.get(type.getText())));
  return [...inherited.flatMap((base) => (base ? membersOf(base) : [])), ...one.members.filter(ts.isPropertySignature)];
}

/** What values a type lets through: literals as themselves, the rest by their JSON type. */
function lets(type: ts.TypeNode): string[] {
  if (ts.isUnionTypeNode(type)) return type.types.flatMap(lets).sort();
  if (ts.isLiteralTypeNode(type)) return [type.getText().replaceAll("'", '')];
  if (ts.isArrayTypeNode(type) || ts.isTupleTypeNode(type)) return ['array'];
  if (ts.isTypeReferenceNode(type)) {
    const alias = aliases.get(type.typeName.getText());
    return alias ? lets(alias) : ['object'];
  }
  return [type.getText()];
}

function allowed(schema: Schema): string[] {
  if (schema.$ref) return allowed(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  if (schema.oneOf) return schema.oneOf.flatMap(allowed).sort();
  if (schema.allOf) return ['object'];
  if (schema.const !== undefined) return [String(schema.const)];
  if (schema.enum) return schema.enum.map(String).sort();
  return [schema.type ?? []].flat().map((name) => (name === 'integer' ? 'number' : name)).sort();
}

describe('types.ts and openapi.json', () => {
  it.each([...interfaces.keys()].filter((name) => !OURS_ALONE.has(name)))('say the same of %s', (name) => {
    const schema = PLACES[name] ?? schemas[name];
    expect(schema, `${name} is not described`).toBeDefined();
    const one = interfaces.get(name) as ts.InterfaceDeclaration;
    for (const member of membersOf(one)) {
      const key = member.name.getText();
      const described = schema?.properties?.[key];
      expect(described, `${name}.${key} is not described`).toBeDefined();
      expect(!member.questionToken, `${name}.${key}: always there?`).toBe(schema?.required?.includes(key) ?? false);
      const ours = lets(member.type as ts.TypeNode);
      const theirs = allowed(described as Schema);
      // A type of ours may be wider than an enumeration: `string`.
      expect([theirs, theirs.map(() => 'string').slice(0, 1)], `${name}.${key}`).toContainEqual(ours);
    }
  });
});
