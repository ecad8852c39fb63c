// Mantine with Sluice's tokens: its variables point at ours, so that both colour schemes follow tokens.css.

import { createTheme, type CSSVariablesResolver } from '@mantine/core';

export const theme = createTheme({
  fontFamily: 'var(--sl-sans)',
  fontFamilyMonospace: 'var(--sl-mono)',
  defaultRadius: 4,
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // The focus goes to the first item, and a menu holds items alone.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
  },
});

const scheme = {
  '--mantine-color-body': 'var(--sl-chrome)',
  '--mantine-color-text': 'var(--sl-text-1)',
  '--mantine-color-dimmed': 'var(--sl-text-3)',
  '--mantine-color-default': 'var(--sl-overlay)',
  '--mantine-color-default-hover': 'var(--sl-hover)',
  '--mantine-color-default-border': 'var(--sl-line-strong)',
  '--mantine-color-anchor': 'var(--sl-accent)',
  '--mantine-primary-color-filled': 'var(--sl-accent-solid)',
};

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-line-height': 'normal',
    '--mantine-font-size-sm': '13px',
  },
  light: scheme,
  dark: scheme,
});
