// Looks at a file before anything is written: whose it is, and what its first rows would become.
import type { Connector, ReadContext, RowResult, SourceFile } from '../connectors/connector.js';
import { checkDraft, DraftProblem } from '../facts/check-draft.js';
import type { FactDraft } from '../facts/drafts.js';
import type { PreviewDocument, PreviewRequest } from '../shared/api/imports.js';
import { AppError } from '../shared/errors.js';
import { unknownName } from '../shared/nearest.js';
import type { Workspace } from '../shared/workspace.js';

const SAMPLE = 20;

export type Connectors = ReadonlyMap<string, Connector>;

export function connectorNamed(connectors: Connectors, name: string): Connector {
  const found = connectors.get(name);
  if (found === undefined) throw unknownName('unknown_connector', name, [...connectors.keys()]);
  return found;
}

/** A connector's options from a mapping's text or an object. @throws AppError mapping_invalid, invalid_input */
export function readOptions(connector: Connector, given: unknown): unknown {
  const parsed = connector.options.safeParse(given ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('invalid_input', { where: `option ${issue?.path.join('.') ?? ''}`, reason: issue?.message ?? 'not usable', remedy: `docs/imports/${connector.name}.md lists the options.` });
}

export const contextFor = ({ settings }: Workspace, now: string): ReadContext => ({
  timeZone: settings.timeZone, currency: settings.currency === '' ? undefined : settings.currency, stages: settings.stages, now,
});

/** Every connector that claims the file, the surest first; and what the others found in it instead. */
export async function recognise(connectors: Connectors, file: SourceFile): Promise<{ recognised: PreviewDocument['recognised']; found: string | undefined }> {
  const looked = await Promise.all([...connectors.values()].map(async (connector) => ({ connector, recognition: await connector.recognise(file) })));
  const recognised = looked
    .filter(({ recognition }) => recognition.confidence > 0)
    .sort((a, b) => b.recognition.confidence - a.recognition.confidence)
    .map(({ connector, recognition }) => ({ connector: connector.name, label: connector.label, confidence: recognition.confidence, as: recognition.as ?? null }));
  return { recognised, found: looked.map(({ recognition }) => recognition.found).find((text) => text !== undefined && text !== '') };
}

const WORDS: Record<FactDraft['kind'], (draft: never) => string> = {
  touch: (d: Extract<FactDraft, { kind: 'touch' }>) => `${d.touch.replaceAll('_', ' ')} at ${d.at}`,
  submission: (d: Extract<FactDraft, { kind: 'submission' }>) => `${d.outcome === 'scrubbed' ? 'scrubbed inquiry' : 'inquiry'}${d.form === undefined ? '' : ` by ${d.form}`} at ${d.at}`,
  stageChange: (d: Extract<FactDraft, { kind: 'stageChange' }>) => `${d.stage} on ${d.at}`,
  deal: (d: Extract<FactDraft, { kind: 'deal' }>) => `${d.status} deal ${d.name ?? ''} ${d.amount ?? 'without amount'} ${d.currency ?? ''}`.replace(/\s+/g, ' ').trim(),
  subscription: (d: Extract<FactDraft, { kind: 'subscription' }>) => `${d.amount} ${d.currency ?? ''} a ${d.interval} from ${d.startsAt}`,
  cost: (d: Extract<FactDraft, { kind: 'cost' }>) => `${d.cost} ${d.amount} ${d.currency ?? ''}, ${d.from === d.until ? d.from : `${d.from} to ${d.until}`}`,
  person: (d: Extract<FactDraft, { kind: 'person' }>) => ['person', d.persona, d.segment, d.origin.source].filter((v) => v !== undefined && v !== '').join(', '),
  account: (d: Extract<FactDraft, { kind: 'account' }>) => ['account', d.who.account?.name, d.industry].filter((v) => v !== undefined && v !== '').join(', '),
  rate: (d: Extract<FactDraft, { kind: 'rate' }>) => `1 EUR = ${d.perEuro} ${d.currency} on ${d.day}`,
  traffic: (d: Extract<FactDraft, { kind: 'traffic' }>) => [`${d.visits} visits on ${d.day}`, d.origin.channel, d.origin.source, d.origin.medium, d.origin.campaign].filter((v) => v !== undefined && v !== '').join(', '),
  series: (d: Extract<FactDraft, { kind: 'series' }>) => `${d.series} ${d.value} on ${d.day}`,
};
const summarize = (draft: FactDraft): string => (WORDS[draft.kind] as (d: FactDraft) => string)(draft);

function sampleRow(result: RowResult, workspace: Workspace): PreviewDocument['sample'][number] {
  const base = { line: result.line, cells: [...result.cells], facts: [], problem: null };
  if ('problem' in result) return { ...base, problem: { column: result.problem.column ?? null, reason: result.problem.reason, remedy: result.problem.remedy } };
  if ('skipped' in result) return base;
  const { settings } = workspace;
  for (const draft of result.facts) {
    const checked = checkDraft(draft, { stages: settings.stages, currency: settings.currency === '' ? undefined : settings.currency });
    if (checked instanceof DraftProblem) return { ...base, problem: { column: checked.field, reason: checked.reason, remedy: checked.remedy } };
  }
  return { ...base, facts: result.facts.map((draft) => ({ kind: draft.kind, summary: summarize(draft) })) };
}

/** @throws AppError wrong_file, mapping_invalid, ambiguous_dates, unknown_connector */
export async function previewFile(connectors: Connectors, workspace: Workspace, file: SourceFile, request: PreviewRequest, now: string): Promise<PreviewDocument> {
  const { recognised, found } = await recognise(connectors, file);
  const name = request.connector ?? recognised[0]?.connector;
  if (name === undefined) {
    throw new AppError('wrong_file', { file: file.name, connector: 'Leadline', found: found ?? 'it is no table', expected: `a text file of rows and columns (CSV, TSV): ${[...connectors.values()].map((c) => c.label).join('; ')}` });
  }
  const connector = connectorNamed(connectors, name);
  if (request.sample === false) return { uploadId: request.uploadId, file: file.name, size: file.size, recognised, connector: name, mapping: null, notes: [], unused: [], header: [], sample: [] };
  const context = contextFor(workspace, now);
  const guess = request.mapping === undefined ? await connector.suggest?.(file, context) : undefined;
  const mapping = request.mapping ?? guess?.mapping;
  const { header, rows, unused = [] } = await connector.read(file, readOptions(connector, mapping ?? request.options), context).catch((error: unknown) => {
    // Whoever mends it, by answering a question or by hand, needs the mapping that was guessed.
    throw error instanceof AppError && mapping !== undefined ? new AppError(error.code, { ...error.details, mapping }, { cause: error }) : error;
  });
  const sample: PreviewDocument['sample'] = [];
  for await (const batch of rows) {
    for (const result of batch) if (sample.length < SAMPLE && !('skipped' in result)) sample.push(sampleRow(result, workspace));
    if (sample.length >= SAMPLE) break;
  }
  return { uploadId: request.uploadId, file: file.name, size: file.size, recognised, connector: name, mapping: mapping ?? null, notes: [...(guess?.notes ?? [])], unused: [...(guess?.unused ?? unused)], header: [...header], sample };
}
