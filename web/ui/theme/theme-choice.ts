import { useSyncExternalStore } from 'react'

export const THEME_CHOICES = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof THEME_CHOICES)[number]

const REMEMBERED = 'shuke.theme'
const systemIsDark = () => matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

export const themeChoice = (): ThemeChoice =>
  THEME_CHOICES.find((choice) => choice === localStorage.getItem(REMEMBERED)) ?? 'system'

export const isDarkNow = (): boolean => (themeChoice() === 'system' ? systemIsDark().matches : themeChoice() === 'dark')

export function chooseTheme(choice: ThemeChoice): void {
  localStorage.setItem(REMEMBERED, choice)
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  const media = systemIsDark()
  media.addEventListener('change', tell)
  return () => {
    listeners.delete(tell)
    media.removeEventListener('change', tell)
  }
}

export const useIsDark = (): boolean => useSyncExternalStore(subscribe, isDarkNow)
export const useThemeChoice = (): ThemeChoice => useSyncExternalStore(subscribe, themeChoice)
