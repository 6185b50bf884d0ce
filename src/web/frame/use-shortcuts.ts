// The keys of the frame: `/` search, `?` help, `g` and a letter for a page. Silent while something is typed or a dialog is open.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { carried } from '../view/view-state.js';
import { PAGES } from './pages.js';

const typing = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Milliseconds in which the letter must follow `g`. */
const FOLLOW = 1500;

export function useShortcuts(open: (what: 'search' | 'help') => void): void {
  const navigate = useNavigate();
  const search = useSearch({ from: '__root__' });
  const gAt = useRef(0);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('[role="dialog"]')) return;
      const page = Date.now() - gAt.current < FOLLOW ? PAGES.find((p) => p.key === event.key) : undefined;
      gAt.current = 0;
      if (page) {
        event.preventDefault();
        void navigate({ to: page.to, search: carried(search) });
      } else if (event.key === '/' || event.key === '?') {
        event.preventDefault();
        open(event.key === '/' ? 'search' : 'help');
      } else if (event.key === 'g') gAt.current = Date.now();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate, search, open]);
}
