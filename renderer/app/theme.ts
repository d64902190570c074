import { createDarkTheme, createLightTheme, teamsHighContrastTheme } from '@fluentui/react-components';
import type { BrandVariants, Theme } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import { useSettings } from '../state/settings.ts';

/** Elo's green-blue, from dark to light; 80 on white has a contrast of 5.6:1, 110 on the dark ground one of 6.9:1. */
const brand: BrandVariants = {
  10: '#00100f',
  20: '#001f1d',
  30: '#003330',
  40: '#00413e',
  50: '#00504c',
  60: '#005f5b',
  70: '#006c67',
  80: '#0b7a74',
  90: '#2a8781',
  100: '#41948f',
  110: '#5aa6a1',
  120: '#71b3ae',
  130: '#88bfbb',
  140: '#a0cdc9',
  150: '#b8dad7',
  160: '#d1e7e5',
};

const system = { fontFamilyBase: "'Segoe UI Variable', 'Segoe UI', system-ui, sans-serif" };
const light: Theme = { ...createLightTheme(brand), ...system };
const dark: Theme = {
  ...createDarkTheme(brand),
  ...system,
  colorBrandForeground1: brand[110],
  colorBrandForeground2: brand[120],
  colorBrandForegroundLink: brand[110],
  colorBrandForegroundLinkHover: brand[120],
  colorBrandForegroundLinkPressed: brand[130],
};
const contrast: Theme = { ...teamsHighContrastTheme, ...system };

const wantsDark = window.matchMedia('(prefers-color-scheme: dark)');
const wantsContrast = window.matchMedia('(forced-colors: active)');

const subscribe = (listener: () => void): (() => void) => {
  for (const query of [wantsDark, wantsContrast]) query.addEventListener('change', listener);
  return () => {
    for (const query of [wantsDark, wantsContrast]) query.removeEventListener('change', listener);
  };
};

/** The theme of the settings; `system` follows Windows, and its high contrast always wins. */
export function useTheme(): Theme {
  const chosen = useSettings(({ settings }) => settings?.theme ?? 'system');
  const [highContrast, systemDark] = [
    useSyncExternalStore(subscribe, () => wantsContrast.matches),
    useSyncExternalStore(subscribe, () => wantsDark.matches),
  ];
  if (highContrast) return contrast;
  return chosen === 'dark' || (chosen === 'system' && systemDark) ? dark : light;
}
