// The line on top of every page: name, pages, search, settings, light or dark.
import { Link, useLocation, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { carried } from '../view/view-state.js';
import { ColorSchemeSwitch } from './ColorSchemeSwitch.js';
import styles from './Header.module.css';
import { Icon } from './Icon.js';
import { PAGES } from './pages.js';

interface Props {
  /** What the workspace is called; '' where nobody has named it. */
  readonly house: string;
  readonly onSearch: () => void;
  readonly onHelp: () => void;
}

export function Header({ house, onSearch, onHelp }: Props) {
  const search = carried(useSearch({ from: '__root__' }));
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // Where the pages do not fit beside each other, the present one is in sight. Not by scrollIntoView: Tab would go on from there.
  useEffect(() => {
    const [box, link] = [nav.current, nav.current?.querySelector('[aria-current]')];
    if (!box || !link) return;
    const [frame, place] = [box.getBoundingClientRect(), link.getBoundingClientRect()];
    box.scrollLeft += place.left - frame.left - (frame.width - place.width) / 2;
  }, [pathname]);
  return (
    <header className={styles.top}>
      <Link to="/" search={search} className={styles.mark} aria-label={house === '' ? 'Leadline, overview' : `Leadline ${house}, overview`}>
        <svg width="16" height="21" viewBox="0 0 18 22" fill="none" stroke="var(--accent)" strokeWidth="1.8" aria-hidden="true"><path d="M9 0v11" /><path d="M5.6 11h6.8L11.2 20a2.2 2.2 0 0 1-4.4 0z" fill="var(--accent)" stroke="none" /></svg>
        <span>Leadline</span>
        {house !== '' && <bdi className={styles.house}>{house}</bdi>}
      </Link>
      <nav ref={nav} className={styles.nav} aria-label="Pages">
        {PAGES.filter((p) => p.inHeader).map((p) => (
          <Link key={p.to} to={p.to} search={search} activeOptions={{ exact: p.to === '/', includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>{p.label}</Link>
        ))}
      </nav>
      <div className={`${styles.tools} no-print`}>
        <button type="button" className={styles.find} onClick={onSearch} aria-label="Find a figure, page, person or campaign" aria-keyshortcuts="/">
          <Icon name="search" /><span>Find anything</span><kbd aria-hidden="true">/</kbd>
        </button>
        <button type="button" className={styles.icon} onClick={onHelp} aria-label="Help and keys" aria-keyshortcuts="?"><Icon name="help" /></button>
        <ColorSchemeSwitch className={styles.icon} />
        <Link to="/settings" search={search} className={styles.icon} aria-label="Settings"><Icon name="settings" /></Link>
      </div>
    </header>
  );
}
