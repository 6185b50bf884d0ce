// Light, dark, or as the system has it: each press goes to the next.
import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { Icon } from './Icon.js';

const NEXT: Record<MantineColorScheme, { to: MantineColorScheme; icon: 'system' | 'light' | 'dark'; label: string }> = {
  auto: { to: 'light', icon: 'system', label: 'Colours follow the system; switch to light' },
  light: { to: 'dark', icon: 'light', label: 'Colours are light; switch to dark' },
  dark: { to: 'auto', icon: 'dark', label: 'Colours are dark; follow the system' },
};

export function ColorSchemeSwitch({ className }: { readonly className: string | undefined }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { to, icon, label } = NEXT[colorScheme];
  return <button type="button" className={className} aria-label={label} data-note={label} onClick={() => setColorScheme(to)}><Icon name={icon} /></button>;
}
