// Writes a guessed mapping as YAML that a person can check and edit: what was guessed, what is missing
// and which columns are left stand as comments.
import { Document, isMap, isScalar, isSeq, visit } from 'yaml';
import type { GuessedMapping } from './guess-mapping.js';

const SECTIONS: Readonly<Record<string, string>> = {
  key: ' What identifies a row, so that importing it again changes nothing.',
  who: ' Whom a row is about.',
  origin: ' Where they came from; channel rules turn it into a channel.',
  stages: ' A date in one of these columns says the stage was reached then.',
  facts: ' What each row tells. Every field is a column\'s name, or { value: … } for the same in every row.',
};

/** YAML text of a guess; `parseMapping` reads it back. */
export function mappingToYaml({ shape, mapping, notes, unused }: GuessedMapping): string {
  const document = new Document(mapping);
  document.commentBefore = [
    ` Guessed from the file: ${shape}. The grammar is in docs/mapping.md.`,
    ...notes.map((note) => ` CHECK: ${note}`),
    ...(unused.length > 0 ? [` Columns not used: ${unused.join(', ').replace(/\s+/g, ' ')}`] : []),
  ].join('\n');
  if (isMap(document.contents)) {
    for (const item of document.contents.items) {
      const comment = isScalar(item.key) ? SECTIONS[String(item.key.value)] : undefined;
      if (comment !== undefined && isScalar(item.key)) item.key.commentBefore = comment;
    }
  }
  // Small objects read better on one line: { column: Stage, map: {…} }.
  visit(document, {
    Map(_, node, path) {
      if (path.length > 3 && !node.items.some((i) => isSeq(i.value)) && JSON.stringify(node).length < 100 && !node.has('kind')) node.flow = true;
    },
    Seq(_, node) {
      if (node.items.every((i) => isScalar(i))) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 120, flowCollectionPadding: true });
}
