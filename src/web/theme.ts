// Mantine in Leadline's clothes: its variables point at the tokens, so that colour and type stay named once, in styles/tokens.css.
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Ten steps around the accent; components use the variables below, never these directly. */
const lead: MantineColorsTuple = ['#eef6f9', '#d9e9ef', '#b3d3df', '#89bbcd', '#67a7be', '#4f9ab4', '#2f7f9d', '#0b5f80', '#08506c', '#053f56'];

export const theme = createTheme({
  fontFamily: "'Inter Variable', Inter, system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  primaryColor: 'lead',
  primaryShade: { light: 7, dark: 4 },
  colors: { lead },
  defaultRadius: 'var(--r)',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontSizes: { xs: 'var(--t-xs)', sm: 'var(--t-s)', md: 'var(--t-m)', lg: 'var(--t-l)' },
  components: {
    Popover: { defaultProps: { transitionProps: { duration: 120, transition: 'fade' }, shadow: undefined } },
    Modal: { defaultProps: { transitionProps: { duration: 120, transition: 'fade' }, overlayProps: { backgroundOpacity: 0.35 } } },
    Tooltip: { defaultProps: { transitionProps: { duration: 100 }, openDelay: 250, multiline: true, maw: 300, withArrow: false } },
    Button: { defaultProps: { size: 'sm', fw: 500, variant: 'filled' } },
  },
});

const shared = {
  '--mantine-color-body': 'var(--paper)', '--mantine-color-text': 'var(--ink)', '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-default': 'var(--panel)', '--mantine-color-default-hover': 'var(--sunken)', '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-default-color': 'var(--ink)', '--mantine-color-placeholder': 'var(--ink-3)', '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--worse)', '--mantine-color-lead-filled': 'var(--accent)', '--mantine-color-lead-filled-hover': 'color-mix(in srgb, var(--accent) 88%, var(--ink))',
  '--mantine-color-lead-light': 'var(--accent-soft)', '--mantine-color-lead-light-color': 'var(--accent)', '--mantine-color-lead-outline': 'var(--accent)',
  '--mantine-primary-color-contrast': 'var(--on-accent)', '--mantine-color-lead-text': 'var(--accent)',
  '--mantine-line-height': '1.45',
};

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });
