// The tokens as plain colours: charts are drawn outside of CSS and must be told.
import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';

const NAMES = { ink: '--ink', ink2: '--ink-2', ink3: '--ink-3', line: '--line', panel: '--panel', paper: '--paper', lineStrong: '--line-strong', accent: '--accent', accentMid: '--accent-mid', before: '--before' } as const;
export type Ink = Record<keyof typeof NAMES, string>;

/** Colours of the present scheme; new whenever it changes. */
export function useInk(): Ink {
  const scheme = useComputedColorScheme('light');
  return useMemo(() => {
    const style = getComputedStyle(document.documentElement);
    const read = (name: keyof typeof NAMES): string => style.getPropertyValue(NAMES[name]).trim() || (scheme === 'dark' ? '#888' : '#555');
    return { ink: read('ink'), ink2: read('ink2'), ink3: read('ink3'), line: read('line'), panel: read('panel'), paper: read('paper'), lineStrong: read('lineStrong'), accent: read('accent'), accentMid: read('accentMid'), before: read('before') };
  }, [scheme]);
}
