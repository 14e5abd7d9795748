/**
 * The look, once: a good tea shop. Antd's theme, the style sheets' variables and the charts are all made from these.
 * `…Text` are the shades of accent and gold that are dark (or light) enough for small print, 4.5 : 1.
 */
export interface Tokens {
  page: string
  surface: string
  raised: string
  hover: string
  line: string
  border: string
  ink: string
  muted: string
  primary: string
  primaryHover: string
  primarySoft: string
  onPrimary: string
  accent: string
  accentText: string
  accentSoft: string
  gold: string
  goldText: string
  goldSoft: string
  /** The strongest field of a heat map; ink still stands out on it. */
  heat: string
  shadow: string
}

export const light: Tokens = {
  page: '#FAF8F4',
  surface: '#FFFFFF',
  raised: '#FFFFFF',
  hover: '#F5F2EB',
  line: '#E9E5DC',
  border: '#D3CEC2',
  ink: '#1F2421',
  muted: '#666C68',
  primary: '#1F7A5C',
  primaryHover: '#2A8F6D',
  primarySoft: '#EAF4EF',
  onPrimary: '#FFFFFF',
  accent: '#C8553D',
  accentText: '#AD4029',
  accentSoft: '#FAECE7',
  gold: '#B8892B',
  goldText: '#7C580F',
  goldSoft: '#F7EFDC',
  heat: '#5B9C84',
  shadow: '0 1px 2px rgba(60, 50, 30, 0.05), 0 2px 12px rgba(60, 50, 30, 0.05)',
}

export const dark: Tokens = {
  page: '#141615',
  surface: '#1B1D1C',
  raised: '#242726',
  hover: '#252827',
  line: '#2F3331',
  border: '#454B48',
  ink: '#ECEFEC',
  muted: '#9BA39E',
  primary: '#4FB592',
  primaryHover: '#68C4A4',
  primarySoft: '#1D322B',
  onPrimary: '#0E1A15',
  accent: '#E07A63',
  accentText: '#EC937F',
  accentSoft: '#38231D',
  gold: '#D9B45B',
  goldText: '#DDBB69',
  goldSoft: '#332B18',
  heat: '#3C7662',
  shadow: '0 1px 2px rgba(0, 0, 0, 0.3), 0 2px 12px rgba(0, 0, 0, 0.25)',
}

export const FONT =
  '-apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Segoe UI", system-ui, sans-serif'
export const RADIUS = 6

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** Gives the tokens to the style sheets as `--page`, `--primary-soft`, … */
export function writeTokens(tokens: Tokens, root: HTMLElement): void {
  for (const [name, value] of Object.entries(tokens)) root.style.setProperty(`--${kebab(name)}`, value)
}
