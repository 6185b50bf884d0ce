// What the keys do.
import { Modal } from '@mantine/core';
import styles from './KeyboardHelp.module.css';
import { PAGES } from './pages.js';

const KEYS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['/'], 'Find a figure, page, person, company or campaign'],
  ...PAGES.map((p) => [['g', p.key], p.label] as const),
  [['?'], 'This help'],
  [['Tab'], 'To the next figure; its note opens, Enter opens the figure'],
  [['Esc'], 'Close what is open'],
];

export function KeyboardHelp({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard" size="sm" closeButtonProps={{ 'aria-label': 'Close' }}>
      <dl className={styles.keys}>
        {KEYS.map(([keys, does]) => (
          <div key={does}>
            <dt>{keys.map((k, i) => <span key={k}>{i > 0 && ' then '}<kbd>{k}</kbd></span>)}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
