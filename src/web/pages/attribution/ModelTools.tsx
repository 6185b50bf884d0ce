// Chooses the models that stand side by side, what they are told, and the split.
import { useState } from 'react';
import type { ModelCatalogue } from '../../../shared/api/attribution.js';
import { canGive, hasSettings, MOST_MODELS, USUAL_SETTINGS, type CreditChoice } from '../../analysis/credit-choice.js';
import { dimensionLabel } from '../../analysis/catalogue-names.js';
import { ChipMenu } from '../../components/filters/ChipMenu.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './attribution.module.css';

interface Props {
  readonly catalogue: ModelCatalogue;
  readonly choice: CreditChoice;
}

export function ModelTools({ catalogue, choice }: Props) {
  const { view, change } = useView();
  const { models } = choice;
  const chosen = models.map((m) => m.id);
  const set = (ids: readonly string[]): void => change({ models: ids, sort: undefined }, { replace: true });
  return (
    <>
      <SplitChooser catalogue={catalogue} choice={choice} dimensions={[...catalogue.dimensions.touch, ...catalogue.dimensions.conversion]} />
      <ChipMenu name="Models" label={models.length === 1 ? '1 model' : `${models.length} models`}>
        {() => (
          <div className={styles.menu} role="group" aria-label="Models side by side">
            <span className="tiny faint">{models.length} of at most {MOST_MODELS}</span>
            {catalogue.models.map((m) => {
              const is = chosen.includes(m.id);
              return (
                <label key={m.id} data-note={canGive(m, view) ? m.description : 'Type its weights under “settings” first.'}>
                  <input type="checkbox" checked={is} disabled={is ? chosen.length === 1 : chosen.length >= MOST_MODELS || !canGive(m, view)} onChange={() => set(is ? chosen.filter((c) => c !== m.id) : [...chosen, m.id])} />{m.label}
                </label>
              );
            })}
          </div>
        )}
      </ChipMenu>
      <ChipMenu ghost name="Settings of the models" label={hasSettings(view) ? 'own settings' : 'settings'}>{(close) => <ModelSettingsForm onClose={close} />}</ChipMenu>
    </>
  );
}

/** One or two dimensions. */
export function SplitChooser({ choice: { by }, dimensions }: Props & { readonly dimensions: readonly string[] }) {
  const { change } = useView();
  const { catalogue } = useWorkspace();
  const split = (position: 0 | 1, dimension: string): void => {
    const next = (position === 0 ? [dimension, by[1]] : [by[0], dimension]).filter((d): d is string => d !== undefined && d !== '');
    change({ by: [...new Set(next)], sort: undefined, skip: undefined }, { replace: true });
  };
  return ([0, 1] as const).map((position) => (
    <label key={position}>
      <span className="sr-only">{position === 0 ? 'Split by' : 'and by'}</span>
      <select className={styles.select} value={by[position] ?? ''} onChange={(e) => split(position, e.currentTarget.value)}>
        {position === 1 && <option value="">then by …</option>}
        {dimensions.filter((d) => d !== by[1 - position]).map((d) => <option key={d} value={d}>{position === 0 ? 'by' : 'then by'} {dimensionLabel(catalogue, d).toLowerCase()}</option>)}
      </select>
    </label>
  ));
}

const FIELDS = [
  ['weights', 'Weights of first, middle and last touch (position, custom)'], ['halfLife', 'Half-life in days (time decay)'],
  ['memory', 'Order, 1 to 4 (Markov)'], ['stageShares', 'Stages with share and marketing’s part in percent (stage share)'],
] as const;

function ModelSettingsForm({ onClose }: { readonly onClose: () => void }) {
  const { view, change } = useView();
  const [typed, setTyped] = useState({ weights: view.weights ?? '', halfLife: view.halfLife ?? '', memory: view.memory ?? '', stageShares: view.stageShares ?? '' });
  const apply = (to: typeof typed): void => {
    const said = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());
    change({ weights: said(to.weights), halfLife: said(to.halfLife), memory: said(to.memory), stageShares: said(to.stageShares) }, { replace: true });
    onClose();
  };
  return (
    <form className={styles.form} onSubmit={(e) => { e.preventDefault(); apply(typed); }}>
      {FIELDS.map(([id, label], i) => (
        <label key={id}>{label}<input value={typed[id]} placeholder={USUAL_SETTINGS[id]} onChange={(e) => setTyped({ ...typed, [id]: e.currentTarget.value })} {...(i === 0 && { 'data-autofocus': true })} /></label>
      ))}
      <p><button type="button" className="link" onClick={() => apply({ weights: '', halfLife: '', memory: '', stageShares: '' })}>usual settings</button><button type="submit">Give credit so</button></p>
    </form>
  );
}
