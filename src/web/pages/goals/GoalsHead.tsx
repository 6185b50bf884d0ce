// The head of the pages about what is to come: goals, the plan they come from, and the board and the report that show them.
import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import styles from './goals.module.css';

const PARTS = [['/goals', 'Goals'], ['/plan', 'Plan'], ['/scenarios', 'Scenarios'], ['/board', 'Board'], ['/reports', 'Report']] as const;

export function GoalsHead({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  const { view } = useView();
  const { pathname } = useLocation();
  return (
    <div className={styles.head}>
      <h1>{title}</h1>
      <nav className={`${styles.parts ?? ''} no-print`} aria-label="What is to come">
        {PARTS.map(([to, label]) => <Link key={to} to={to} search={carried(view)} aria-current={pathname === to ? 'page' : undefined}>{label}</Link>)}
      </nav>
      <div className={`${styles.tools ?? ''} no-print`}>{children}</div>
    </div>
  );
}
