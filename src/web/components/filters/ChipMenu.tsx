// A chip that opens a small panel under itself; closes on Escape, on a press outside, or when its content says so.
import { Popover } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Icon } from '../../frame/Icon.js';
import styles from './filters.module.css';

interface Props {
  readonly label: ReactNode;
  /** What the chip is for, spoken before its label. */
  readonly name: string;
  readonly ghost?: boolean;
  readonly onOpen?: () => void;
  readonly children: (close: () => void) => ReactNode;
}

export function ChipMenu({ label, name, ghost = false, onOpen, children }: Props) {
  const [opened, setOpened] = useState(false);
  const toggle = (to: boolean): void => {
    setOpened(to);
    if (to) onOpen?.();
  };
  return (
    <Popover opened={opened} onChange={toggle} position="bottom-start" offset={6} trapFocus returnFocus withinPortal>
      <Popover.Target>
        <button type="button" className={ghost ? `${styles.chip} ${styles.ghost}` : styles.chip} data-prints={!ghost} onClick={() => toggle(!opened)}>
          <span className="sr-only">{name}: </span>{label}{!ghost && <Icon name="down" size={11} />}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.panel} aria-label={name}>{opened && children(() => setOpened(false))}</Popover.Dropdown>
    </Popover>
  );
}

/** One choice of a panel; the present one is marked by weight and a tick, not by colour alone. */
export function Choice({ current, onChoose, children }: { readonly current: boolean; readonly onChoose: () => void; readonly children: ReactNode }) {
  return <button type="button" className={styles.choice} aria-pressed={current} onClick={onChoose}>{children}<span aria-hidden="true">{current ? '✓' : ''}</span></button>;
}
