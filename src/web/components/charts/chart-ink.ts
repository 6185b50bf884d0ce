// The tokens as plain colours: charts are drawn outside of CSS and must be told.
import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';

const NAMES = { ink: '--ink', ink2: '--ink-2', ink3: '--ink-3', line: '--line', panel: '--panel', paper: '--paper', lineStrong: '--line-strong', accent: '--accent', accentMid: '--accent-mid', before: '--before' } as const;
/** Further colours of series, in the order they are taken; the first series has the accent. */
const SERIES = ['--c3', '--c4', '--c5', '--c2', '--c6'] as const;
export type Ink = Record<keyof typeof NAMES, string> & { readonly series: readonly string[] };

/** Colours of the present scheme; new whenever it changes. */
export function useInk(): Ink {
  const scheme = useComputedColorScheme('light');
  return useMemo(() => {
    const style = getComputedStyle(document.documentElement);
    const token = (name: string): string => style.getPropertyValue(name).trim() || (scheme === 'dark' ? '#888' : '#555');
    const read = (name: keyof typeof NAMES): string => token(NAMES[name]);
    return { ink: read('ink'), ink2: read('ink2'), ink3: read('ink3'), line: read('line'), panel: read('panel'), paper: read('paper'), lineStrong: read('lineStrong'), accent: read('accent'), accentMid: read('accentMid'), before: read('before'), series: SERIES.map(token) };
  }, [scheme]);
}
