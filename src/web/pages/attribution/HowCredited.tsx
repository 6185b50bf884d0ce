// How credit is given: what each model does and was told, what counted, how well Markov foretells, and the marks by which an answer is known again.
import type { AttributionDocument } from '../../../shared/api/attribution.js';
import { settingWords, type CreditChoice } from '../../analysis/credit-choice.js';
import { Section } from '../../components/Section.js';
import { formatInstant, formatRange } from '../../format/format-date.js';
import { formatFigure } from '../../format/format-figure.js';
import styles from './attribution.module.css';
import { conversionName } from './CreditTools.js';

export function HowCredited({ choice, documents }: { readonly choice: CreditChoice; readonly documents: readonly AttributionDocument[] }) {
  const [first] = documents;
  const markov = documents.find((d) => d.markov !== undefined)?.markov;
  if (first === undefined) return null;
  const remarks = [...new Set(documents.flatMap((d) => d.remarks))];
  return (
    <Section title="How it is computed" note={`read ${formatInstant(first.asOf, first.timeZone)}, days in ${first.timeZone}`}>
      {remarks.map((r) => <p key={r} className="small warn">{r}</p>)}
      <dl className={styles.facts}>
        <dt>Credited</dt><dd>{conversionName(first.conversion)} from {formatRange(first)}, values in {first.currency === '' ? 'no currency yet' : first.currency}</dd>
        <dt>Counted</dt><dd>touches of {first.accountBased ? 'everyone at the account' : 'the person who converted'} up to {first.lookbackDays} days before, never after; repetitions within 30 minutes once</dd>
        <dt>Channels</dt><dd>{first.rulesVersion === null ? 'by the rules that were in force when each touch arrived' : `of touches and costs by version ${first.rulesVersion} of the channel rules, whenever they arrived`}</dd>
        {choice.models.map((m) => {
          const document = documents.find((d) => d.models.includes(m.id));
          const told = document && settingWords(m.id, document.settings, document.markov);
          return <Fact key={m.id} name={m.label} said={m.description} told={told} />;
        })}
        {markov && (
          <>
            <dt>Markov on held-out journeys</dt>
            <dd>{markov.auc.map(({ order, auc }) => `order ${order}: ${formatFigure(auc, { unit: 'number', currency: '', digits: 3 })}`).join(' · ')} <span className="faint">(area under the ROC curve; 0.5 is chance)</span></dd>
          </>
        )}
        <dt>Fingerprint</dt>
        <dd>
          {documents.map((d) => <span key={d.inputHash}><code>{d.inputHash}</code> <span className="faint">({d.models.length === 1 ? choice.models.find((m) => m.id === d.models[0])?.label : `${d.models.length} models`})</span> </span>)}
          <span className="faint">The same fingerprint is the same answer: another one says that conversions, touches or settings have changed.</span>
        </dd>
      </dl>
    </Section>
  );
}

const Fact = ({ name, said, told }: { readonly name: string; readonly said: string; readonly told: string | undefined }) => (
  <><dt>{name}</dt><dd>{said}{told !== undefined && <strong> Set: {told}.</strong>}</dd></>
);
