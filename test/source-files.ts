// Reads the project's sources as the architecture rules see them: what each file imports, re-exports and
// says in strings. Parsed with the TypeScript compiler, so that comments and strings never count as imports.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export const ROOT = path.resolve(import.meta.dirname, '..');

export interface SourceFile {
  /** Relative to the project, with forward slashes: `src/shared/errors.ts`. */
  readonly path: string;
  readonly text: string;
  readonly isTest: boolean;
  /** Project files it imports, statically, dynamically or for types. */
  readonly imports: readonly string[];
  /** Packages and Node modules it imports: `zod`, `node:fs`. */
  readonly packages: readonly string[];
  /** Packages it imports for types only. */
  readonly typePackages: readonly string[];
  /** Project files it re-exports from. */
  readonly reExports: readonly string[];
  /** Text of string literals and of templates that carry no `sql` tag. */
  readonly strings: readonly string[];
  readonly readsEnvironment: boolean;
}

/** A specifier's file: `./x.js` is x.ts or x.tsx; undefined for a package. */
function resolve(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const target = path.posix.join(path.posix.dirname(from), specifier);
  const stem = target.replace(/\.jsx?$/, '');
  for (const candidate of [`${stem}.ts`, `${stem}.tsx`, target]) {
    if (ts.sys.fileExists(path.join(ROOT, candidate))) return candidate;
  }
  return target;
}

const packageOf = (specifier: string): string => (specifier.startsWith('node:') ? specifier : specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/'));

const isProcess = (node: ts.Node): boolean => ts.isIdentifier(node) && node.text === 'process';
/** `process.env`, `process['env']`, `const { env } = process`, `import { env } from 'node:process'`. */
function isEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'env' && isProcess(node.expression);
  if (ts.isElementAccessExpression(node)) return isProcess(node.expression) && ts.isStringLiteral(node.argumentExpression) && node.argumentExpression.text === 'env';
  if (ts.isVariableDeclaration(node)) return node.initializer !== undefined && isProcess(node.initializer) && ts.isObjectBindingPattern(node.name);
  return ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier) && ['node:process', 'process'].includes(node.moduleSpecifier.text);
}

function readSource(file: string): SourceFile {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const [imports, packages, typePackages, reExports, strings] = [new Set<string>(), new Set<string>(), new Set<string>(), new Set<string>(), [] as string[]];
  let readsEnvironment = false;

  const depend = (specifier: string, typeOnly: boolean): void => {
    const target = resolve(file, specifier);
    if (target !== undefined) imports.add(target);
    else (typeOnly ? typePackages : packages).add(packageOf(specifier));
  };

  const visit = (node: ts.Node): void => {
    if (isEnvironment(node)) readsEnvironment = true;
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      depend(node.moduleSpecifier.text, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
      return;
    }
    if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)) {
      depend(node.moduleSpecifier.text, node.isTypeOnly);
      const target = resolve(file, node.moduleSpecifier.text);
      if (target !== undefined) reExports.add(target);
      return;
    }
    if (ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(node.expression) && node.expression.text === 'require'))) {
      const [first] = node.arguments;
      if (first !== undefined && ts.isStringLiteral(first)) depend(first.text, false);
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) depend(node.argument.literal.text, true);
    if (ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && node.tag.text === 'sql') {
      if (ts.isTemplateExpression(node.template)) node.template.templateSpans.forEach((span) => { visit(span.expression); });
      return;
    }
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) strings.push(node.text);
    if (ts.isTemplateExpression(node)) strings.push([node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('…'));
    ts.forEachChild(node, visit);
  };
  visit(tree);

  return {
    path: file, text, isTest: /\.(test|bench)\.tsx?$/.test(file) || !file.startsWith('src/'),
    imports: [...imports], packages: [...packages], typePackages: [...typePackages], reExports: [...reExports], strings, readsEnvironment,
  };
}

/** Every TypeScript file under the folders, in order of path. */
export function readSources(...folders: string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
      .sort()
      .map(readSource),
  );
}

/** Groups of files that import each other in a circle (Tarjan's strongly connected components of more than one). */
export function findCycles(files: readonly SourceFile[]): string[][] {
  const graph = new Map(files.map((file) => [file.path, file.imports]));
  const [index, low, stack, onStack, cycles] = [new Map<string, number>(), new Map<string, number>(), [] as string[], new Set<string>(), [] as string[][]];
  const enter = (name: string): number => {
    const mine = index.size;
    index.set(name, mine);
    let lowest = mine;
    stack.push(name);
    onStack.add(name);
    for (const next of graph.get(name) ?? []) {
      if (!graph.has(next)) continue;
      if (!index.has(next)) lowest = Math.min(lowest, enter(next));
      else if (onStack.has(next)) lowest = Math.min(lowest, index.get(next) ?? lowest);
    }
    low.set(name, lowest);
    if (lowest === mine) {
      const group = stack.splice(stack.indexOf(name));
      group.forEach((member) => onStack.delete(member));
      if (group.length > 1) cycles.push(group.sort());
    }
    return lowest;
  };
  for (const name of graph.keys()) if (!index.has(name)) enter(name);
  return cycles;
}
