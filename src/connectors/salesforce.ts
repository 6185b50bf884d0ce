// Salesforce's exports of leads, opportunities, their history, campaigns, campaign members, contacts and accounts, as
// reports or from the data loader. docs/imports/salesforce.md says what becomes of what and why.
import { z } from 'zod';
import type { FactDraft } from '../facts/drafts.js';
import { defineConnector, type ReadContext, type SourceFile } from './connector.js';
import { statusByFlags } from './mapping/deal-status.js';
import { FILE_OPTIONS, mappingOptions, nameList } from './mapping/file-options.js';
import { checkMapping, fold } from './mapping/mapping-schema.js';
import { orYaml } from './mapping/options-text.js';
import { readTable, refineFacts } from './mapping/read-mapped.js';
import { chooseLayout, describeLayouts, recogniseTable, refuseHeader } from './mapping/recognise-layout.js';
import { checkStage, checkStageColumns } from './mapping/stage-columns.js';
import { isEmpty } from './reading/refusal.js';
import { rewriteRows } from './reading/rewrite-rows.js';
import { openTable, type Table } from './reading/table.js';
import { convertedOpportunity, LAYOUTS } from './salesforce/layouts.js';
import { isSalesforceId, longId } from './salesforce/record-id.js';

const options = orYaml(z.strictObject({
  ...FILE_OPTIONS,
  /** Names of opportunity stages that mean won or lost, beside Salesforce's own, where the export has no column IsWon. */
  won: nameList.optional(),
  lost: nameList.optional(),
  /** Stage that a lead reaches by its conversion, or none. Default sql, where the workspace has it. */
  converted: z.string().optional(),
  /** Further dates of stages in leads or contacts: `{ mql: MQL Date }`. */
  stages: z.record(z.string(), z.string()).optional(),
  /** Opportunity stages whose day the history gives to a stage of the workspace: `{ Qualification: sql }`. */
  history: z.record(z.string(), z.string()).optional(),
}));
type Options = z.output<typeof options>;

/** A short report has more lines below its table than in it: the header is told by its names. */
const isHeader = (cells: readonly string[]): boolean => chooseLayout(cells, LAYOUTS) !== undefined;
const table = { connector: 'salesforce', isHeader, expected: 'a Salesforce report or data loader export of leads, opportunities, opportunity history, campaigns, campaign members, contacts or accounts' };
/** `Id`, `Lead ID`, `Owner.Id`, `ConvertedOpportunityId`, `ACCOUNTID`. */
const ID_COLUMN = /(?:^|[\s._])[Ii][Dd]$|[a-z]Id$|^[A-Z]+ID$/;
const idColumns = (header: readonly string[]): number[] => header.flatMap((name, i) => (ID_COLUMN.test(name) ? [i] : []));
const find = (header: readonly string[], ...names: readonly string[]): number => names.map((name) => header.findIndex((h) => fold(h) === fold(name))).find((i) => i >= 0) ?? -1;

/** Names of columns as the data loader writes them or, upper case, as some of its settings do. */
const TYPICAL = /^(createddate|stagename|leadsource|opportunityid|convertedopportunityid|isconverted|hasresponded|actualcost|currencyisocode|lastmodifieddate|systemmodstamp)$/i;

/** Ids in their long form, what IsWon and IsClosed say together under IsWon, and the lines below a report left out. */
function spell(opened: Table): Table {
  const { header } = opened;
  const ids = idColumns(header);
  const [won, closed] = [find(header, 'IsWon', 'Won'), find(header, 'IsClosed', 'Closed')];
  return rewriteRows(opened, (cells) => {
    if (header.length > 2 && cells.filter((cell) => cell.trim() !== '').length < 2) return 'footer';
    for (const i of ids) {
      const cell = cells[i];
      if (cell !== undefined && cell !== '') cells[i] = longId(cell);
    }
    if (won >= 0) cells[won] = statusByFlags({ won: cells[won], closed: cells[closed] });
    return undefined;
  });
}

/**
 * A lead and the opportunity it became share the opportunity as visits share a browser: whoever became it first is
 * its person, a second lead converted into it stays somebody else. A contact that the opportunity names goes before.
 */
const opportunityOf = (id: string): string => `salesforce:opportunity:${id}`;

function linkOpportunities(layout: string, header: readonly string[]): (facts: readonly FactDraft[], cells: readonly string[]) => readonly FactDraft[] {
  const column = layout === 'leads' ? find(header, convertedOpportunity(header) ?? '') : layout === 'opportunities' ? find(header, 'Id', 'Opportunity ID') : find(header, 'OpportunityId', 'Opportunity ID');
  const kind = { leads: 'person', opportunities: 'deal', 'opportunity history': 'stageChange' }[layout];
  if (column < 0 || kind === undefined) return (facts) => facts;
  return (facts, cells) => {
    const id = cells[column] ?? '';
    if (isEmpty(id)) return facts;
    return facts.map((fact) => (fact.kind === kind && 'who' in fact && (fact.kind !== 'deal' || fact.who.ids === undefined) ? { ...fact, who: { ...fact.who, visitorId: opportunityOf(id) } } : fact));
  };
}

const holdsOwnIds = (opened: Table): boolean => {
  const ids = idColumns(opened.header);
  return opened.sample.slice(0, 50).some((cells) => ids.some((i) => isSalesforceId(cells[i] ?? '')));
};

/** The stage of a conversion: as asked for, else sql where there is one. */
function convertedStage(given: string | undefined, stages: readonly string[]): string | undefined {
  if (given === 'none') return undefined;
  if (given !== undefined) return checkStage(given, stages, 'option converted');
  return stages.includes('sql') ? 'sql' : undefined;
}

export default defineConnector<Options>({
  name: 'salesforce',
  label: 'Salesforce',
  description: 'Salesforce: a report exported as "Details only" (CSV) with the record\'s id, or a data loader export; leads, opportunities, opportunity history, campaigns, campaign members, contacts and accounts, one kind a file. Import leads before opportunities.',
  options,
  layouts: describeLayouts(LAYOUTS),

  recognise: (file: SourceFile) =>
    recogniseTable(file, table, LAYOUTS, (opened) => (holdsOwnIds(opened) ? 0.97 : opened.header.some((h) => TYPICAL.test(h)) ? 0.85 : 0.5)),

  async read(file: SourceFile, given: Options, context: ReadContext) {
    const opened = await openTable(file, { ...table, encoding: given.encoding });
    const layout = chooseLayout(opened.header, LAYOUTS);
    if (layout === undefined) throw refuseHeader(file, 'salesforce', opened.header, LAYOUTS);
    const { stages } = context;
    const spelled = spell(opened);
    const dated = layout.name === 'leads' || layout.name === 'contacts';
    const mapping = layout.mapping(opened.header, {
      won: given.won, lost: given.lost, stages, converted: convertedStage(given.converted, stages),
      stageDates: dated ? checkStageColumns(given.stages, opened.header, stages) : {},
      historyStages: Object.fromEntries(Object.entries(given.history ?? {}).map(([name, stage]) => [name, checkStage(stage, stages, `option history.${name}`)])),
    });
    const deleted = opened.header.find((h) => fold(h) === 'isdeleted');
    const checked = checkMapping({ ...mapping, ...(deleted !== undefined && { skip: { [deleted]: ['true', '1'] } }), ...mappingOptions(given) });
    return refineFacts(await readTable(spelled, checked, context, { absent: 'ignore', where: 'in the import\'s options' }), linkOpportunities(layout.name, opened.header));
  },
});
