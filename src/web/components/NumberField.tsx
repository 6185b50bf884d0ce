// A number to be typed over: shown in the reader's locale, typed plain; reckoned with at every key, kept on leaving the field
// or with Enter, taken back with Escape.
import { useId, useLayoutEffect, useRef, useState } from 'react';
import styles from './NumberField.module.css';

interface Props {
  readonly label: string;
  /** What stands there when nobody types. */
  readonly shown: string;
  /** The same as it is typed. */
  readonly plain: string;
  readonly unit?: string | undefined;
  readonly fault?: string | undefined;
  readonly strong?: boolean;
  /** At every key; null when typing is taken back. */
  readonly onType: (text: string | null) => void;
  /** When the field is left with something else in it. */
  readonly onKeep: (text: string) => void;
  readonly onPaste?: (event: React.ClipboardEvent<HTMLInputElement>) => void;
}

export function NumberField({ label, shown, plain, unit = '', fault, strong = false, onType, onKeep, onPaste }: Props) {
  const id = useId();
  // What stood there when typing began: `plain` may follow what is typed.
  const [begun, setBegun] = useState(plain);
  const [text, setText] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const typing = text !== null;
  // Once it shows what is typed over, all of that is selected before a key can come; once more in the next frame, since a click places the caret after the focus.
  useLayoutEffect(() => {
    const input = field.current;
    if (!typing || input === null) return undefined;
    const shownFirst = input.value;
    input.select();
    const frame = requestAnimationFrame(() => { if (input.value === shownFirst) input.select(); });
    return () => cancelAnimationFrame(frame);
  }, [typing]);
  const leave = (): void => {
    if (text !== null && text.trim() !== begun) onKeep(text);
    else onType(null);
    setText(null);
  };
  return (
    <span className={styles.box}>
      <span className={strong ? `${styles.field ?? ''} ${styles.strong ?? ''}` : styles.field} data-fault={fault !== undefined}>
        <input
          ref={field} inputMode="decimal" aria-label={unit === '' ? label : `${label}, ${unit}`} aria-invalid={fault !== undefined} aria-describedby={fault === undefined ? undefined : id} value={text ?? shown}
          onFocus={() => { setText(plain); setBegun(plain); }}
          onChange={(e) => { setText(e.currentTarget.value); onType(e.currentTarget.value); }}
          onBlur={leave} onPaste={(e) => { onPaste?.(e); if (e.defaultPrevented) setText(null); }}
          onKeyDown={(e) => {
            if (e.key === 'Enter') e.currentTarget.blur();
            if (e.key === 'Escape') { setText(begun); onType(null); }
          }}
        />
        {unit !== '' && <span className="faint" aria-hidden="true">{unit}</span>}
      </span>
      {fault !== undefined && <span id={id} className={styles.fault} role="alert">{fault}</span>}
    </span>
  );
}
