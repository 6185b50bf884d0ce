// Who brings what: the plan divided among channels and programmes, typed or pasted, with the cost of each stage and the return,
// and held against the plan as a whole.
import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { WorksheetDocument } from '../../../shared/api/planning.js';
import { AppError } from '../../../shared/errors.js';
import { WORKSHEET_MEASURES, type WorksheetFigures, type WorksheetMeasure, type WorksheetRatios, type WorksheetRow } from '../../../shared/planning/worksheet.js';
import { worksheetToText } from '../../../shared/planning/worksheet-text.js';
import { checkEdited, pasteCells } from '../../analysis/plan-sheet.js';
import { decimalOf } from '../../analysis/typed-number.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { ScrollRegion } from '../../components/tables/ScrollRegion.js';
import { formatFigure, unitSign } from '../../format/format-figure.js';
import { MEASURES } from './plan-names.js';
import styles from './plan.module.css';
import { RATIOS, SheetRows, type LiveCell } from './SheetRows.js';
import { useSheet } from './use-sheet.js';

const NO_GOAL: WorksheetFigures = {};
const DECIMAL_SIGN = new Intl.NumberFormat().formatToParts(1.5).find((p) => p.type === 'decimal')?.value === ',' ? ',' : '.';

interface Props {
  readonly start: UseQueryResult<WorksheetDocument>;
  readonly goal: WorksheetFigures;
  readonly currency: string;
  readonly digits: number;
}

export function Worksheet({ start, goal, currency, digits }: Props) {
  const [own, setOwn] = useSheet();
  const [live, setLive] = useState<LiveCell | null>(null);
  const [refused, setRefused] = useState<AppError | null>(null);
  const rows = useMemo(() => own ?? (start.data?.rows ?? []).map(bareRow), [own, start.data]);
  const typed = useMemo(() => (live === null ? rows : rows.map((row, i) => (i === live.row ? { ...row, [live.measure]: decimalOf(live.text, 'count') } : row))), [rows, live]);
  // Apart, so that rows stand still while the plan above them is typed over.
  const { checked, faults } = useMemo(() => checkEdited(typed, NO_GOAL, digits), [typed, digits]);
  const checks = useMemo(() => checkEdited(typed, goal, digits).checked.checks, [typed, goal, digits]);
  const set = (i: number, patch: Partial<WorksheetRow>): void => setOwn(rows.map((row, j) => (j === i ? { ...row, ...patch } : row)));
  const programmes = rows.some((row) => row.programme !== '');
  const money = (measure: WorksheetMeasure): boolean => measure === 'revenue' || measure === 'cost';
  const show = (measure: WorksheetMeasure, value: string | null | undefined): string => formatFigure(value ?? null, { unit: money(measure) ? 'money' : 'count', currency, precision: 'cell', digits: 0 });
  const ratio = (of: WorksheetRatios, id: (typeof RATIOS)[number][0]): string => formatFigure(of[id], { unit: 'money', currency, precision: 'cell', digits });
  const returns = (of: WorksheetRatios): string => formatFigure(of.returnOnCost, { unit: 'ratio', currency, precision: 'cell' });
  const paste = (event: React.ClipboardEvent<HTMLInputElement>, row: number, measure: WorksheetMeasure): void => {
    const text = event.clipboardData.getData('text/plain');
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    try {
      setOwn(pasteCells(rows, { row, measure }, text, DECIMAL_SIGN));
      setLive(null);
      setRefused(null);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      setRefused(error);
    }
  };
  const lines = (): string[][] => worksheetToText(typed).trimEnd().split('\n').map((line) => line.split('\t'));
  return (
    <Section
      title="Worksheet" note={own === null ? 'start values from history; type over them, or paste from a spreadsheet into any cell' : 'yours, kept in this browser; paste from a spreadsheet into any cell'} busy={own === null && start.isPending}
      actions={rows.length > 0 && <>{own !== null && <button type="button" className="link" onClick={() => { setOwn(null); setRefused(null); }}>from history anew</button>}<CopyTable name="worksheet" lines={lines} /></>}
    >
      {own === null && start.isError ? <ErrorState error={start.error} what="The start values" onRetry={() => void start.refetch()} />
      : own === null && !start.data ? <TableBones rows={8} />
      : (
        <>
          {refused && <p className="small worse" role="alert">Nothing was pasted. {refused.message} {refused.hint}</p>}
          {rows.length === 0 ? <EmptyState>Here stands who brings what. History has no channel with leads, cost or revenue: add the first.</EmptyState> : (
            <ScrollRegion className={styles.scroll} label="Worksheet by channel">
              <table className={`${styles.table ?? ''} ${styles.sheet ?? ''}`}>
                <caption className="sr-only">Worksheet: what each channel is to bring, cost and return</caption>
                <thead>
                  <tr>
                    <th scope="col">Channel</th>{programmes && <th scope="col">Programme</th>}
                    {WORKSHEET_MEASURES.map((m) => <th key={m} scope="col" className={styles.num}>{MEASURES[m]}{money(m) && ` ${unitSign('money', currency)}`}</th>)}
                    {RATIOS.map(([id, label]) => <th key={id} scope="col" className={styles.num}>{unitSign('money', currency)} {label}</th>)}
                    <th scope="col" className={styles.num}>Return ×</th><th scope="col"><span className="sr-only">Leave out</span></th>
                  </tr>
                </thead>
                <SheetRows
                  rows={rows} checked={checked.rows} faults={faults} live={live} programmes={programmes} currency={currency} show={show} ratio={ratio} returns={returns}
                  onRow={set} onLive={setLive} onPaste={paste} onLeaveOut={(i) => setOwn(rows.filter((_, j) => j !== i))}
                />
                <tfoot>
                  <tr><th scope="row">Total</th>{programmes && <td />}{WORKSHEET_MEASURES.map((m) => <td key={m} className={styles.num}>{show(m, checked.totals[m])}</td>)}{RATIOS.map(([id]) => <td key={id} className={styles.num}>{ratio(checked.totals, id)}</td>)}<td className={styles.num}>{returns(checked.totals)}</td><td /></tr>
                  <tr><th scope="row">Plan above</th>{programmes && <td />}{WORKSHEET_MEASURES.map((m) => <td key={m} className={styles.num}>{show(m, goal[m])}</td>)}<td colSpan={RATIOS.length + 2} /></tr>
                  <tr>
                    <th scope="row">Over or under</th>{programmes && <td />}
                    {WORKSHEET_MEASURES.map((m) => {
                      const check = checks.find((c) => c.measure === m);
                      // More cost than the budget is the bad side; of all else less than the plan.
                      const bad = check && check.state === (m === 'cost' ? 'over' : 'under');
                      return <td key={m} className={styles.num}>{!check ? '–' : check.state === 'exact' ? 'exact' : <span className={bad ? 'worse' : 'better'}>{show(m, check.difference.replace('-', ''))} {check.state}</span>}</td>;
                    })}
                    <td colSpan={RATIOS.length + 2} />
                  </tr>
                </tfoot>
              </table>
            </ScrollRegion>
          )}
          <div className={`${styles.foot ?? ''} no-print`}><button type="button" className="link" onClick={() => setOwn([...rows, { channel: `Channel ${String(rows.length + 1)}`, programme: '' }])}>add a channel</button></div>
        </>
      )}
    </Section>
  );
}

/** A row without what was reckoned from it. */
const bareRow = (row: WorksheetDocument['rows'][number]): WorksheetRow => ({ channel: row.channel, programme: row.programme, ...Object.fromEntries(WORKSHEET_MEASURES.map((m) => [m, row[m] ?? null])) });
