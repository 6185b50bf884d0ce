// The channels of a scenario: leads to come, rates and budget of each, typed over, with what history says; and the revenue of each as a range.
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { InputsDocument, ScenarioChange, ScenarioDocument } from '../../../shared/api/planning.js';
import { fieldKey, type FieldFault } from '../../analysis/scenario-draft.js';
import { decimalOf } from '../../analysis/typed-number.js';
import { NumberField } from '../../components/NumberField.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { ScrollRegion } from '../../components/tables/ScrollRegion.js';
import { formatCount, formatFigure, unitSign } from '../../format/format-figure.js';
import { IN_CHANNEL } from './scenario-names.js';
import { formatTyped, plainOf, type SetField } from './WhatIf.js';
import styles from './scenarios.module.css';

interface Props {
  readonly figures: UseQueryResult<InputsDocument>;
  readonly base: UseQueryResult<ScenarioDocument>;
  /** History is too short to be played as it is. */
  readonly isShort: boolean;
  /** What is shown of revenue; undefined while the draft is refused. */
  readonly now: ScenarioDocument | undefined;
  readonly draft: readonly ScenarioChange[];
  readonly fault: FieldFault | undefined;
  readonly currency: string;
  readonly onSet: SetField;
}

export function ByChannel({ figures, base, isShort, now, draft, fault, currency, onSet }: Props) {
  const money = (value: number | undefined): string => formatFigure(value ?? null, { unit: 'money', currency, precision: 'cell', digits: 0 });
  const played = isShort ? now : base.data;
  const channels = played?.channels ?? [];
  /** What history has for a field: its figure, and how sure it is. */
  const historyOf = (channel: ScenarioDocument['channels'][number], input: (typeof IN_CHANNEL)[number][0]): { value: string | number | undefined; words: string } => {
    if (input === 'leads') return { value: Math.round(Math.max(0, channel.leads - channel.arrived)), words: channel.arrived > 0 ? `${formatCount(channel.arrived)} have come already` : 'at the pace of history' };
    if (input === 'budget') return { value: Math.round(channel.cost), words: 'at the pace of history' };
    const row = figures.data?.rows.find((r) => r.value === channel.channel);
    const known = row?.inputs.find((f) => f.input === input);
    const show = (value: string | number | undefined): string => formatFigure(value ?? null, { unit: 'rate', currency, precision: 'short' });
    if (known) return { value: known.value, words: `95 %: ${show(known.low)} – ${show(known.high)}, ${formatCount(known.sample ?? 0)} cases` };
    const lacks = row?.missing.find((m) => m.input === input);
    return { value: undefined, words: `${lacks ? lacks.reason : 'no case of its own'}: leans on the other channels` };
  };
  const lines = (): string[][] => [
    ['Channel', ...IN_CHANNEL.map(([, label]) => label), 'Revenue 10 %', 'Revenue 50 %', 'Revenue 90 %'],
    ...channels.map((c) => {
      const revenue = now?.channels.find((n) => n.channel === c.channel)?.revenue;
      return [c.channel, ...IN_CHANNEL.map(([input]) => { const own = draft.find((d) => d.input === input && d.channel === c.channel); return String(own ? own.value ?? `x${String(own.factor)}` : historyOf(c, input).value ?? ''); }), ...[revenue?.p10, revenue?.p50, revenue?.p90].map((v) => (v === undefined ? '' : v.toFixed(2)))];
    }),
  ];
  return (
    <Section title="By channel" note="what is typed here beats what is typed for all channels; a budget can be shifted where two years of months say how leads follow it" busy={base.isPending} actions={channels.length > 0 && <CopyTable name="scenario-channels" lines={lines} />}>
      {base.isError && !isShort ? <ErrorState error={base.error} what="The channels" onRetry={() => void base.refetch()} />
      : isShort && !now ? <EmptyState>Here stand the channels, once what history is too short for is typed above.</EmptyState>
      : !played ? <TableBones rows={8} />
      : channels.length === 0 ? <EmptyState action={<Link to="/imports" search={{}} className="link">Bring files in</Link>}>History has no channel with leads or cost.</EmptyState>
      : (
        <ScrollRegion className={styles.scroll} label="Scenario by channel">
          <table className={styles.table}>
            <caption className="sr-only">Scenario by channel: leads, rates, budget and revenue</caption>
            <thead><tr><th scope="col">Channel</th>{IN_CHANNEL.map(([input, label, unit]) => <th key={input} scope="col" className={styles.num}>{label} {unitSign(unit, currency)}</th>)}<th scope="col" className={styles.num}>Revenue {unitSign('money', currency)}</th><th scope="col" className={styles.num}>80 % of the draws</th></tr></thead>
            <tbody>
              {channels.map((c) => {
                const revenue = now?.channels.find((n) => n.channel === c.channel)?.revenue;
                return (
                  <tr key={c.channel}>
                    <th scope="row">{c.channel}</th>
                    {IN_CHANNEL.map(([input, label, unit]) => {
                      const own = draft.find((d) => d.input === input && d.channel === c.channel);
                      const { value, words } = historyOf(c, input);
                      const times = own?.factor !== undefined;
                      const shownUnit = times ? 'rate' : unit;
                      const shown = own === undefined ? value : own.value ?? own.factor;
                      return (
                        <td key={input} className={styles.num} data-note={own === undefined ? words : `history ${value === undefined ? '–' : formatTyped(value, unit, currency)}, ${words}${times ? '; typed as a part of it, in percent' : ''}`}>
                          <NumberField
                            label={`${label} of ${c.channel}`} shown={shown === undefined ? '–' : formatTyped(shown, shownUnit, currency)} plain={shown === undefined ? '' : plainOf(shown, shownUnit)} strong={own !== undefined} unit={times ? '%' : ''}
                            fault={fault?.field === fieldKey(input, c.channel) ? fault.message : undefined} onType={ignore}
                            onKeep={(text) => onSet({ input, channel: c.channel }, text.trim() === '' ? null : { [times ? 'factor' : 'value']: decimalOf(text, shownUnit) })}
                          />
                        </td>
                      );
                    })}
                    <td className={styles.num}>{money(revenue?.p50)}</td>
                    <td className={`${styles.num ?? ''} faint`}>{revenue ? `${money(revenue.p10)} – ${money(revenue.p90)}` : '–'}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </Section>
  );
}

const ignore = (): void => undefined;
