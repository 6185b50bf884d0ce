// What the keys do, each page to be opened from here too, and the way to the documents.
import { Modal } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { carried } from '../view/view-state.js';
import styles from './KeyboardHelp.module.css';
import { PAGES, type PageEntry } from './pages.js';

const KEYS: readonly (readonly [keys: readonly string[], does: string, to?: PageEntry['to']])[] = [
  [['/'], 'Find a figure, page, person, company or campaign'],
  ...PAGES.map((p) => [['g', p.key], p.label, p.to] as const),
  [['?'], 'This help'],
  [['Tab'], 'To the next figure; its note opens, Enter opens the figure'],
  [['Esc'], 'Close what is open'],
];

export function KeyboardHelp({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const search = carried(useSearch({ from: '__root__' }));
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard" size="sm" closeButtonProps={{ 'aria-label': 'Close' }}>
      <p className="small"><Link to="/help" search={{}} className="link" onClick={onClose}>Help</Link>: what to export from each product, how figures are computed, how to run it.</p>
      <dl className={styles.keys}>
        {KEYS.map(([keys, does, to]) => (
          <div key={does}>
            <dt>{keys.map((k, i) => <span key={k}>{i > 0 && ' then '}<kbd>{k}</kbd></span>)}</dt>
            <dd>{to === undefined ? does : <Link to={to} search={search} className="door" onClick={onClose}>{does}</Link>}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
