import { useSyncExternalStore } from 'react';

/** Light or dark: as the reader's system says, unless the reader chose here. A preference, so not in the address. */
export type Theme = 'light' | 'dark';

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

const chosen = (): Theme | null => {
  const value = localStorage.getItem('theme');
  return value === 'light' || value === 'dark' ? value : null;
};

const current = (): Theme => chosen() ?? (dark.matches ? 'dark' : 'light');

function show() {
  document.documentElement.dataset.theme = current();
  listeners.forEach((listener) => listener());
}

export function startTheme() {
  dark.addEventListener('change', show);
  show();
}

export function chooseTheme(theme: Theme) {
  localStorage.setItem('theme', theme);
  show();
}

export const useTheme = () =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, current);
