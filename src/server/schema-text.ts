// A JSON schema as a few lines that a person reads: `{ from: string (date), rows: [Row] }`. For the
// documentation page.
import { z } from 'zod';

/** What of a schema is shown. A schema may be more than that; the rest is not read. */
const schemaNode = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  default: z.unknown().optional(),
  get anyOf() { return z.array(schemaNode).optional(); },
  get oneOf() { return z.array(schemaNode).optional(); },
  get allOf() { return z.array(schemaNode).optional(); },
  get items() { return schemaNode.optional(); },
  get properties() { return z.record(z.string(), schemaNode).optional(); },
  required: z.array(z.string()).optional(),
});
type SchemaNode = z.infer<typeof schemaNode>;

const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

function typeText(node: SchemaNode): string {
  const types = node.type === undefined ? ['any'] : [node.type].flat();
  const formatted = types.map((type) => (type === 'string' && node.format !== undefined ? `string (${node.format})` : type));
  return formatted.join(' | ');
}

function objectText(properties: Record<string, SchemaNode>, required: readonly string[], indent: string): string {
  const lines = Object.entries(properties).map(([name, node]) => {
    const note = [node.description, node.default === undefined ? undefined : `default ${JSON.stringify(node.default)}`].filter((n) => n !== undefined).join('; ');
    return `${indent}  ${name}${required.includes(name) ? '' : '?'}: ${text(node, `${indent}  `)}${note === '' ? '' : `   — ${note}`}`;
  });
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`;
}

function text(node: SchemaNode, indent: string): string {
  const choices = node.anyOf ?? node.oneOf;
  if (node.$ref !== undefined) return nameOf(node.$ref);
  if (choices !== undefined) return [...new Set(choices.map((choice) => text(choice, indent)))].join(' | ');
  if (node.allOf !== undefined) return node.allOf.map((part) => text(part, indent)).join(' & ');
  if (node.enum !== undefined) return node.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.items !== undefined) return `[${text(node.items, indent)}]`;
  if (node.properties !== undefined) return objectText(node.properties, node.required ?? [], indent);
  return typeText(node);
}

/** The schema in lines; `any` for what is no schema. */
export function schemaText(schema: unknown): string {
  const parsed = schemaNode.safeParse(schema);
  return parsed.success ? text(parsed.data, '') : 'any';
}
