// One note for the whole page: shows the `data-note` of whatever is pointed at or focused, so that thousands of
// figures can explain themselves without a component each.
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import styles from './HoverNote.module.css';

interface Note {
  readonly text: string;
  readonly of: DOMRect;
}

const ID = 'hover-note';

const noted = (event: Event): HTMLElement | null => (event.target instanceof Element ? event.target.closest<HTMLElement>('[data-note]') : null);

export function HoverNote() {
  const [note, setNote] = useState<Note | null>(null);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let described: HTMLElement | undefined;
    const show = (element: HTMLElement, delay: number): void => {
      hide();
      waiting = setTimeout(() => {
        described = element;
        element.setAttribute('aria-describedby', ID);
        setNote({ text: element.dataset['note'] ?? '', of: element.getBoundingClientRect() });
      }, delay);
    };
    const hide = (): void => {
      clearTimeout(waiting);
      described?.removeAttribute('aria-describedby');
      described = undefined;
      setNote(null);
    };
    const over = (event: Event): void => {
      const element = noted(event);
      if (element) show(element, 250);
      else hide();
    };
    const focus = (event: Event): void => {
      const element = noted(event);
      if (element?.matches(':focus-visible')) show(element, 0);
      else hide();
    };
    const key = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') hide();
    };
    document.addEventListener('pointerover', over);
    document.addEventListener('focusin', focus);
    document.addEventListener('focusout', hide);
    document.addEventListener('keydown', key);
    document.addEventListener('scroll', hide, { capture: true, passive: true });
    return () => {
      hide();
      document.removeEventListener('pointerover', over);
      document.removeEventListener('focusin', focus);
      document.removeEventListener('focusout', hide);
      document.removeEventListener('keydown', key);
      document.removeEventListener('scroll', hide, { capture: true });
    };
  }, []);

  useLayoutEffect(() => {
    if (!note || !box.current) return;
    const { width, height } = box.current.getBoundingClientRect();
    const left = Math.max(8, Math.min(note.of.left + note.of.width / 2 - width / 2, window.innerWidth - width - 8));
    const below = note.of.bottom + 8;
    const top = below + height > window.innerHeight ? note.of.top - height - 8 : below;
    Object.assign(box.current.style, { left: `${left}px`, top: `${Math.max(8, top)}px`, visibility: 'visible' });
  }, [note]);

  if (!note || note.text === '') return null;
  return <div ref={box} id={ID} role="tooltip" className={styles.note}>{note.text}</div>;
}
