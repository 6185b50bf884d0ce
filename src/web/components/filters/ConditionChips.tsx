// Conditions on dimensions, one chip each, and the chip that adds one. What they narrow is for the caller to say.
import { useState } from 'react';
import { dimensionLabel } from '../../analysis/catalogue-names.js';
import { Icon } from '../../frame/Icon.js';
import { withFilter, type Filter } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { ChipMenu, Choice } from './ChipMenu.js';
import styles from './filters.module.css';
import { ValuePicker } from './ValuePicker.js';

interface Props {
  readonly filters: readonly Filter[];
  /** Dimensions there may be a condition on. */
  readonly dimensions: readonly string[];
  readonly onChange: (filters: readonly Filter[]) => void;
}

export function ConditionChips({ filters, dimensions, onChange }: Props) {
  const { catalogue } = useWorkspace();
  const [dimension, setDimension] = useState<string | null>(null);
  const set = (id: string, values: readonly string[]): void => onChange(withFilter({ filters }, id, values).filters ?? []);
  const free = catalogue.dimensions.filter((d) => dimensions.includes(d.id) && !filters.some((f) => f.dimension === d.id));
  return (
    <>
      {filters.map((f) => {
        const name = dimensionLabel(catalogue, f.dimension);
        return (
          <span key={f.dimension} className={styles.pair}>
            <ChipMenu name={`Filter, ${name}`} label={<span>{name} <span className="faint">is</span> {f.values.join(' or ')}</span>}>
              {(close) => <ValuePicker dimension={f.dimension} label={name} chosen={f.values} onApply={(values) => { set(f.dimension, values); close(); }} />}
            </ChipMenu>
            <button type="button" className={styles.remove} aria-label={`Remove the filter on ${name}`} onClick={() => set(f.dimension, [])}><Icon name="close" size={11} /></button>
          </span>
        );
      })}
      <ChipMenu ghost name="Add a filter" label="+ filter" onOpen={() => setDimension(null)}>
        {(close) =>
          dimension === null
            ? free.map((d) => <Choice key={d.id} current={false} onChoose={() => setDimension(d.id)}>{d.label}</Choice>)
            : <ValuePicker dimension={dimension} label={dimensionLabel(catalogue, dimension)} chosen={[]} onApply={(values) => { set(dimension, values); close(); }} />}
      </ChipMenu>
    </>
  );
}
