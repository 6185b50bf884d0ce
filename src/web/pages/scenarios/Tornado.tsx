// What matters most: expected revenue with one figure at its 10th and its 90th percentile, the others at their means; chart and table.
import { useMemo } from 'react';
import type { ScenarioDocument } from '../../../shared/api/planning.js';
import { Chart } from '../../components/charts/Chart.js';
import { useInk } from '../../components/charts/chart-ink.js';
import { tornadoOption } from '../../components/charts/tornado-option.js';
import { Section } from '../../components/Section.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { ScrollRegion } from '../../components/tables/ScrollRegion.js';
import { formatFigure } from '../../format/format-figure.js';
import { TURNED } from './scenario-names.js';
import styles from './scenarios.module.css';

export function Tornado({ scenario: { tornado, currency, outcomes } }: { readonly scenario: ScenarioDocument }) {
  const ink = useInk();
  const mean = outcomes.revenue.mean;
  const bars = useMemo(() => tornado.map(({ input, low, high }) => ({ name: TURNED[input] ?? input, low, high })), [tornado]);
  const option = useMemo(() => tornadoOption(bars, { mean, currency, ink }), [bars, mean, currency, ink]);
  const show = (value: number): string => formatFigure(Math.round(value), { unit: 'money', currency, digits: 0 });
  const fixed = ({ low, high }: { low: number; high: number }): boolean => high - low < 0.005;
  return (
    <Section title="What matters most" note="expected revenue with one figure at the lower and the upper end of what history allows (10th and 90th percentile), all others at their means" actions={<CopyTable name="tornado" lines={() => [['Figure', 'Low', 'High'], ...bars.map((b) => [b.name, b.low.toFixed(2), b.high.toFixed(2)])]} />}>
      <div className={styles.tornado}>
        <Chart label={`Expected revenue by one uncertain figure at a time, around ${show(mean)}`} option={option} height={bars.length * 34 + 12} />
        <ScrollRegion className={styles.scroll} label="What matters most, as a table">
          <table className={styles.table}>
            <caption className="sr-only">Expected revenue with one figure low and high</caption>
            <thead><tr><th scope="col">Figure</th><th scope="col" className={styles.num}>Low</th><th scope="col" className={styles.num}>High</th><th scope="col" className={styles.num}>Apart</th></tr></thead>
            <tbody>{bars.map((b) => <tr key={b.name}><th scope="row">{b.name}</th>{fixed(b) ? <td colSpan={3} className={`${styles.num ?? ''} faint`}>typed: certain</td> : <><td className={styles.num}>{show(b.low)}</td><td className={styles.num}>{show(b.high)}</td><td className={styles.num}>{show(b.high - b.low)}</td></>}</tr>)}</tbody>
          </table>
        </ScrollRegion>
      </div>
    </Section>
  );
}
