// The rows of the worksheet. There are a hundred fields in them: they are drawn anew when a row has changed, not when only the plan above them has.
import { memo } from 'react';
import { WORKSHEET_MEASURES, type CheckedWorksheet, type WorksheetMeasure, type WorksheetRatios, type WorksheetRow } from '../../../shared/planning/worksheet.js';
import { cellKey } from '../../analysis/plan-sheet.js';
import { decimalOf } from '../../analysis/typed-number.js';
import { NumberField } from '../../components/NumberField.js';
import { Icon } from '../../frame/Icon.js';
import { MEASURES } from './plan-names.js';
import styles from './plan.module.css';

export const RATIOS = [['costPerVisit', 'per visit'], ['costPerLead', 'per lead'], ['costPerMql', 'per MQL'], ['costPerSql', 'per SQL'], ['costPerCustomer', 'per customer']] as const;

/** The cell that is typed into, not yet kept. */
export interface LiveCell {
  readonly row: number;
  readonly measure: WorksheetMeasure;
  readonly text: string;
}

interface Props {
  readonly rows: readonly WorksheetRow[];
  readonly checked: CheckedWorksheet['rows'];
  readonly faults: ReadonlyMap<string, string>;
  readonly live: LiveCell | null;
  readonly programmes: boolean;
  /** That numbers are written in. */
  readonly currency: string;
  readonly show: (measure: WorksheetMeasure, value: string | null | undefined) => string;
  readonly ratio: (of: WorksheetRatios, id: (typeof RATIOS)[number][0]) => string;
  readonly returns: (of: WorksheetRatios) => string;
  readonly onRow: (row: number, patch: Partial<WorksheetRow>) => void;
  readonly onLive: (live: LiveCell | null) => void;
  readonly onPaste: (event: React.ClipboardEvent<HTMLInputElement>, row: number, measure: WorksheetMeasure) => void;
  readonly onLeaveOut: (row: number) => void;
}

/** The same is shown: what is written and what is done at a key follows from these alone. */
const isSame = (a: Props, b: Props): boolean => a.rows === b.rows && a.checked === b.checked && a.faults === b.faults && a.live === b.live && a.programmes === b.programmes && a.currency === b.currency;

export const SheetRows = memo(function SheetRows({ rows, checked, faults, live, programmes, show, ratio, returns, onRow, onLive, onPaste, onLeaveOut }: Props) {
  return (
    <tbody>
      {rows.map((row, i) => {
        const reckoned = checked[i];
        return (
          <tr key={i}>
            <th scope="row"><input className={styles.name} aria-label={`Channel of row ${String(i + 1)}`} value={row.channel} maxLength={500} onChange={(e) => onRow(i, { channel: e.currentTarget.value })} /></th>
            {programmes && <td><input className={styles.name} aria-label={`Programme of row ${String(i + 1)}`} value={row.programme} maxLength={500} onChange={(e) => onRow(i, { programme: e.currentTarget.value })} /></td>}
            {WORKSHEET_MEASURES.map((m) => {
              const now = live?.row === i && live.measure === m ? live.text : undefined;
              return (
                <td key={m} className={styles.num}>
                  <NumberField
                    label={`${MEASURES[m]} of ${row.channel}`} shown={now ?? (faults.has(cellKey(i, m)) ? String(row[m]) : row[m] ? show(m, row[m]) : '')} plain={now ?? row[m] ?? ''} fault={faults.get(cellKey(i, m))} onPaste={(e) => onPaste(e, i, m)}
                    onType={(text) => onLive(text === null ? null : { row: i, measure: m, text })} onKeep={(text) => { onLive(null); onRow(i, { [m]: decimalOf(text, 'count') || null }); }}
                  />
                </td>
              );
            })}
            {RATIOS.map(([id]) => <td key={id} className={styles.num}>{reckoned ? ratio(reckoned, id) : ''}</td>)}
            <td className={styles.num}>{reckoned ? returns(reckoned) : ''}</td>
            <td><button type="button" className="link" aria-label={`Leave ${row.channel} out`} onClick={() => onLeaveOut(i)}><Icon name="close" size={12} /></button></td>
          </tr>
        );
      })}
    </tbody>
  );
}, isSame);
