// Adds a card, or changes what one shows and, by numbers, where it stands.
import { Modal } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import { MOST_FIGURES, MOST_NAME, MOST_TEXT, type DashboardCard } from '../../../shared/api/dashboards.js';
import { STEPS } from '../../../shared/api/figures.js';
import { CARD_KINDS, COLUMNS, firstFree, LEAST, MOST_HEIGHT, placeCard, USUAL } from '../../../shared/dashboards/arrange-cards.js';
import { cardOf, dimensionsOf, draftOf, FIRST_DRAFT, type CardDraft } from '../../analysis/card-draft.js';
import { KIND_WORDS, titleOf } from '../../analysis/card-words.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { groupKpis } from '../../analysis/group-kpis.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { KpiChooser } from '../explorer/KpiChooser.js';
import styles from './dashboards.module.css';

interface Props {
  readonly open: DashboardCard | 'new' | null;
  readonly cards: readonly DashboardCard[];
  readonly onClose: () => void;
  readonly onKeep: (cards: readonly DashboardCard[], label: string) => void;
}

export function CardDialog({ open, cards, onClose, onKeep }: Props) {
  return (
    // While something is typed, only its own buttons close it. Its head is no banner of the page.
    <Modal opened={open !== null} onClose={onClose} title={open === 'new' ? 'Add a card' : 'Change the card'} size={560} closeOnClickOutside={false} attributes={{ header: { role: 'presentation' } }} closeButtonProps={{ 'aria-label': 'Close' }}>
      {open !== null && <CardForm card={open === 'new' ? undefined : open} cards={cards} onClose={onClose} onKeep={onKeep} />}
    </Modal>
  );
}

function CardForm({ card, cards, onClose, onKeep }: Omit<Props, 'open'> & { readonly card: DashboardCard | undefined }) {
  const { catalogue } = useWorkspace();
  const [draft, setDraft] = useState<CardDraft>(() => (card ? draftOf(card) : FIRST_DRAFT));
  const [place, setPlace] = useState(() => (card ? { column: card.column, row: card.row, width: card.width, height: card.height } : undefined));
  const set = (patch: Partial<CardDraft>): void => setDraft((now) => ({ ...now, ...patch }));
  const { kind } = draft;
  const dimensions = dimensionsOf(catalogue, draft.kpis);
  const fault = kind === 'breakdown' && !dimensions.includes(draft.by) ? `Not all of these figures can be split by ${catalogue.dimensions.find((d) => d.id === draft.by)?.label.toLowerCase() ?? draft.by}: choose another dimension, or other figures.` : undefined;
  const incomplete = fault !== undefined || (kind === 'note' && draft.text.trim() === '') || ((kind === 'kpi' || kind === 'trend') && !findKpi(catalogue, draft.kpi));
  const keep = (): void => {
    if (!card || !place) {
      const taken = new Set(cards.map((c) => c.id));
      let n = cards.length + 1;
      while (taken.has(`c${String(n)}`)) n++;
      const made = cardOf(draft, { id: `c${String(n)}`, ...firstFree(cards, USUAL[kind]) });
      onKeep([...cards, made], `${titleOf(catalogue, made)} added`);
      return;
    }
    const changed = cardOf(draft, card);
    const replaced = cards.map((c) => (c.id === card.id ? changed : c));
    onKeep(placeCard(replaced, card.id, place), `${titleOf(catalogue, changed)} changed`);
  };
  const groups = groupKpis(catalogue.kpis, (k) => k);
  return (
    // The panel that chooses figures is inside: what it submits comes by here too.
    <form className={styles.form} onSubmit={(e) => { if (e.target !== e.currentTarget) return; e.preventDefault(); keep(); }}>
      {!card && <Field label="What it shows">{(id) => <select id={id} value={kind} data-autofocus onChange={(e) => set({ kind: CARD_KINDS.find((k) => k === e.currentTarget.value) ?? 'kpi' })}>{CARD_KINDS.map((k) => <option key={k} value={k}>{KIND_WORDS[k]}</option>)}</select>}</Field>}
      {(kind === 'kpi' || kind === 'trend') && (
        <Field label="Figure">
          {(id) => (
            <select id={id} value={draft.kpi} onChange={(e) => set({ kpi: e.currentTarget.value })}>
              {groups.map(([group, kpis]) => <optgroup key={group} label={group}>{kpis.map((k) => <option key={k.id} value={k.id}>{k.label}</option>)}</optgroup>)}
              {!catalogue.kpis.some((k) => k.id === draft.kpi) && <option value={draft.kpi}>{findKpi(catalogue, draft.kpi)?.label ?? `${draft.kpi} (not here)`}</option>}
            </select>
          )}
        </Field>
      )}
      {kind === 'trend' && <Field label="Step">{(id) => <select id={id} value={draft.every ?? ''} onChange={(e) => set({ every: STEPS.find((s) => s === e.currentTarget.value) })}><option value="">what suits the period</option>{STEPS.map((s) => <option key={s} value={s}>by {s}</option>)}</select>}</Field>}
      {kind === 'breakdown' && (
        <>
          <div className={styles.field} role="group" aria-label="Figures">
            <span className={styles.legend}>Figures, the first ranks the rows</span>
            <span><KpiChooser chosen={draft.kpis} onChoose={(kpis) => set({ kpis: kpis.slice(0, MOST_FIGURES) })} /> <span className="small faint">{draft.kpis.map((id) => findKpi(catalogue, id)?.label ?? id).join(', ')}</span></span>
          </div>
          <Field label="By" span="2" fault={fault}>{(id, described) => <select id={id} {...described} value={draft.by} onChange={(e) => set({ by: e.currentTarget.value })}>{catalogue.dimensions.filter((d) => dimensions.includes(d.id) || d.id === draft.by).map((d) => <option key={d.id} value={d.id}>{d.label.toLowerCase()}</option>)}</select>}</Field>
          <Field label="As" span="1">{(id) => <select id={id} value={draft.shown} onChange={(e) => set({ shown: e.currentTarget.value === 'bars' ? 'bars' : 'table' })}><option value="table">a table</option><option value="bars">bars of the first figure</option></select>}</Field>
          <Field label="Rows at most" span="1">{(id) => <NumberBox id={id} least={1} most={100} value={draft.most} onChange={(most) => set({ most })} />}</Field>
        </>
      )}
      {kind === 'note' && <Field label="Text">{(id) => <textarea id={id} rows={5} maxLength={MOST_TEXT} value={draft.text} onChange={(e) => set({ text: e.currentTarget.value })} />}</Field>}
      <Field label="Title, in place of the usual one">{(id) => <input id={id} maxLength={MOST_NAME} value={draft.title} onChange={(e) => set({ title: e.currentTarget.value })} />}</Field>
      {place && (
        <>
          <Field label="Column" span="1">{(id) => <NumberBox id={id} least={1} most={COLUMNS + 1 - place.width} value={place.column} onChange={(column) => setPlace({ ...place, column })} />}</Field>
          <Field label="Row" span="1">{(id) => <NumberBox id={id} least={1} most={999} value={place.row} onChange={(row) => setPlace({ ...place, row })} />}</Field>
          <Field label="Width" span="1">{(id) => <NumberBox id={id} least={LEAST[kind].width} most={COLUMNS + 1 - place.column} value={place.width} onChange={(width) => setPlace({ ...place, width })} />}</Field>
          <Field label="Height" span="1">{(id) => <NumberBox id={id} least={LEAST[kind].height} most={MOST_HEIGHT} value={place.height} onChange={(height) => setPlace({ ...place, height })} />}</Field>
        </>
      )}
      <div className={styles.actions}><button type="button" className={styles.plain} onClick={onClose}>Cancel</button><button type="submit" className={styles.button} disabled={incomplete}>{card ? 'Keep' : 'Add'}</button></div>
    </form>
  );
}

interface FieldProps {
  readonly label: string;
  readonly span?: '1' | '2';
  readonly fault?: string | undefined;
  readonly children: (id: string, described: { 'aria-invalid'?: boolean; 'aria-describedby'?: string }) => ReactNode;
}

function Field({ label, span, fault, children }: FieldProps) {
  const id = useId();
  return (
    <div className={styles.field} data-span={span}>
      <label htmlFor={id}>{label}</label>
      {children(id, fault === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': `${id}-fault` })}
      {fault !== undefined && <p id={`${id}-fault`} className={styles.fault} role="alert">{fault}</p>}
    </div>
  );
}

/** A whole number within bounds; what is being typed may be outside of them until it is left. */
function NumberBox({ id, least, most, value, onChange }: { readonly id: string; readonly least: number; readonly most: number; readonly value: number; readonly onChange: (value: number) => void }) {
  return <input id={id} type="number" inputMode="numeric" required min={least} max={most} step={1} value={Number.isNaN(value) ? '' : value} onChange={(e) => onChange(e.currentTarget.valueAsNumber)} />;
}
