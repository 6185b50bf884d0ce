// Bridges drawn side by side: each month begins where the one before ended, every movement is a bar between the level before
// and after it. Lengths are true to each other; the foot of the scale is not zero, and says so.
import { Link } from '@tanstack/react-router';
import { bridgeScale, MOVEMENTS, type Bridge, type MovementKpi } from '../../analysis/mrr-bridge.js';
import { cellView } from '../../components/figures/FigureLink.js';
import { ScrollRegion } from '../../components/tables/ScrollRegion.js';
import { formatStep } from '../../format/format-date.js';
import { formatFigure } from '../../format/format-figure.js';
import { isPartial } from '../../view/period-presets.js';
import { useView } from '../../view/use-view.js';
import styles from './recurring.module.css';

const INKS: Record<MovementKpi, string | undefined> = {
  new_mrr: styles.new, expansion_mrr: styles.expansion, reactivation_mrr: styles.reactivation, contraction_mrr: styles.contraction, churned_mrr: styles.churned, fx_mrr: styles.fx,
};

interface Props {
  readonly bridges: readonly Bridge[];
  readonly every: 'month' | 'quarter';
  readonly currency: string;
}

export function BridgeChart({ bridges, every, currency }: Props) {
  const { view } = useView();
  const { min, max } = bridgeScale(bridges);
  const at = (v: number): number => ((v - min) / (max - min)) * 100;
  const money = (v: number, signed = false): string => formatFigure(v, { unit: 'money', currency, precision: 'short', digits: 0, signed });
  const noteOf = (b: Bridge): string => [
    `${formatStep(b.period, every)}${isPartial(b.period, every) ? ', not whole' : ''}`, `${money(b.start)} at start`,
    ...b.steps.filter((s) => s.to !== s.from).map((s) => `${money(s.to - s.from, true)} ${(MOVEMENTS.find((m) => m.kpi === s.kpi)?.label ?? '').toLowerCase()}`), `${money(b.end)} at end`,
  ].join('\n');
  return (
    <figure className={styles.figure}>
      <ScrollRegion className={styles.scroll} label={`MRR bridges by ${every}`}>
        <div className={styles.plot}>
          {[max, (max + min) / 2, min].map((v) => <span key={v} className={styles.grid} style={{ bottom: `${String(at(v) * 0.88 + 12)}%` }} aria-hidden="true"><span className="tiny faint">{money(v)}</span></span>)}
          {bridges.map((b) => (
            <Link key={b.period.from} to="/kpis/$id" params={{ id: 'mrr' }} search={cellView(view, { period: { ...b.period } })} className={styles.month} data-note={noteOf(b)} aria-label={noteOf(b).replaceAll('\n', ', ')}>
              <span className={styles.bars} aria-hidden="true">
                {b.steps.map((s) => (
                  <span key={s.kpi} className={styles.slot}>
                    <i className={INKS[s.kpi]} style={{ bottom: `${String(at(Math.min(s.from, s.to)))}%`, height: `${String(Math.abs(at(s.to) - at(s.from)))}%` }} />
                    <i className={styles.level} style={{ bottom: `${String(at(s.to))}%` }} />
                  </span>
                ))}
              </span>
              <span className="tiny faint" aria-hidden="true">{formatStep(b.period, every)}</span>
            </Link>
          ))}
        </div>
      </ScrollRegion>
      <figcaption className={`${styles.legend ?? ''} tiny muted`}>
        {MOVEMENTS.map((m) => <span key={m.kpi}><i className={INKS[m.kpi]} />{m.label}</span>)}
        <span className="faint">the foot of the scale is {money(min)}</span>
      </figcaption>
    </figure>
  );
}
