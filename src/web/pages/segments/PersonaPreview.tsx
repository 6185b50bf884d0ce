// What persona rules that are not saved yet would change: how many persons, from which persona to which, and some of them.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDebouncedValue } from '@mantine/hooks';
import type { PersonaPreview as Preview, PersonaField, PersonaRuleSet } from '../../../shared/api/persona-rules.js';
import { FIELD_NAMES } from '../../analysis/persona-words.js';
import { personaPreviewQuery } from '../../api/queries.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { DataTable, type Column } from '../../components/tables/DataTable.js';
import { formatCount } from '../../format/format-figure.js';

/** Milliseconds without a further change before it is asked for. */
const PATIENCE = 300;

type Shift = Preview['personas'][number];
type Sample = Preview['samples'][number];

const named = (persona: string): string => (persona === '' ? '(unmatched)' : persona);
const fieldName = (field: string): string => (Object.keys(FIELD_NAMES) as PersonaField[]).includes(field as PersonaField) ? FIELD_NAMES[field as PersonaField] : field;
const seenIn = ({ fields }: Sample): string => Object.entries(fields).map(([field, value]) => `${fieldName(field)}: ${value}`).join('; ');

const SHIFTS: readonly Column<Shift>[] = [
  { id: 'persona', header: 'Persona', text: (s) => named(s.persona), cell: (s) => <bdi>{named(s.persona)}</bdi> },
  { id: 'before', header: 'Persons now', align: 'right', text: (s) => formatCount(s.before), cell: (s) => formatCount(s.before) },
  { id: 'after', header: 'By these rules', align: 'right', text: (s) => formatCount(s.after), cell: (s) => formatCount(s.after) },
];
const SOME: readonly Column<Sample>[] = [
  { id: 'person', header: 'Person', text: (s) => s.personId, cell: (s) => <Link to="/leads/$id" params={{ id: s.personId }} className="link">{s.personId}</Link> },
  { id: 'before', header: 'Now', text: (s) => named(s.before), cell: (s) => <bdi>{named(s.before)}</bdi> },
  { id: 'after', header: 'By these rules', text: (s) => named(s.after), cell: (s) => <strong><bdi>{named(s.after)}</bdi></strong> },
  { id: 'fields', header: 'Known of them', wide: true, text: seenIn, cell: (s) => <bdi>{seenIn(s)}</bdi> },
];

export function PersonaPreview({ rules }: { readonly rules: PersonaRuleSet }) {
  const [asked] = useDebouncedValue(rules, PATIENCE);
  const preview = useQuery(personaPreviewQuery(asked));
  if (preview.isError) return <ErrorState error={preview.error} what="What would change" holds="Nothing was saved." onRetry={() => void preview.refetch()} />;
  if (!preview.data) return <TableBones rows={4} />;
  const { persons, changed, personas, samples } = preview.data;
  return (
    <div aria-busy={preview.isFetching}>
      <p role="status"><strong>{formatCount(changed)} of {formatCount(persons)} persons would change</strong>, by what is known of them now. <span className="faint">Figures take each event by what was known as of it.</span></p>
      <DataTable caption="Persons by persona, now and by these rules" columns={SHIFTS} rows={personas} keyOf={(s) => s.persona} inOrder />
      {samples.length > 0 && <details open><summary className="small">Some of them</summary><DataTable caption="Some of those who would change" columns={SOME} rows={samples} keyOf={(s) => s.personId} inOrder /></details>}
    </div>
  );
}
