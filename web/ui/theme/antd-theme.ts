import type { ThemeConfig } from 'antd'
import darkAlgorithm from 'antd/es/theme/themes/dark/index.js'
import defaultAlgorithm from 'antd/es/theme/themes/default/index.js'
import { FONT, RADIUS, type Tokens } from './tokens.ts'

/** Antd's theme made from our tokens; the only place where a component of antd gets its colours. */
export function antdTheme(tokens: Tokens, isDark: boolean): ThemeConfig {
  return {
    cssVar: { prefix: 'ant', key: 'shuke' },
    hashed: false,
    algorithm: isDark ? darkAlgorithm : defaultAlgorithm,
    token: {
      colorPrimary: tokens.primary,
      colorPrimaryHover: tokens.primaryHover,
      colorLink: tokens.primary,
      colorLinkHover: tokens.primaryHover,
      colorInfo: tokens.primary,
      colorSuccess: tokens.primary,
      colorError: tokens.accentText,
      colorWarning: tokens.gold,
      colorBgBase: tokens.surface,
      colorBgContainer: tokens.surface,
      colorBgElevated: tokens.raised,
      colorBgLayout: tokens.page,
      colorTextBase: tokens.ink,
      colorText: tokens.ink,
      colorTextSecondary: tokens.muted,
      colorTextTertiary: tokens.muted,
      colorTextPlaceholder: tokens.muted,
      colorTextDescription: tokens.muted,
      colorBorder: tokens.border,
      colorBorderSecondary: tokens.line,
      colorSplit: tokens.line,
      controlItemBgActive: tokens.primarySoft,
      controlItemBgHover: tokens.hover,
      borderRadius: RADIUS,
      boxShadowSecondary: tokens.shadow,
      fontFamily: FONT,
      fontSize: 14,
      controlHeight: 34,
      lineWidthFocus: 2,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.18s',
    },
    components: {
      Button: {
        primaryColor: tokens.onPrimary,
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 500,
      },
      Input: { activeShadow: `0 0 0 2px ${tokens.primarySoft}` },
      Select: { optionSelectedBg: tokens.primarySoft, optionSelectedFontWeight: 500 },
      Segmented: { itemSelectedBg: tokens.raised, trackBg: tokens.hover },
      Tabs: { horizontalItemGutter: 24, titleFontSize: 14 },
      Form: { itemMarginBottom: 18, verticalLabelPadding: '0 0 4px' },
      Tooltip: { colorBgSpotlight: isDark ? '#3A403D' : '#2B312E' },
    },
  }
}
