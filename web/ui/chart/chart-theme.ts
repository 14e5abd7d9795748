import { FONT, type Tokens } from '../theme/tokens.ts'

const axis = (tokens: Tokens) => ({
  axisLine: { lineStyle: { color: tokens.line } },
  axisTick: { show: false },
  axisLabel: { color: tokens.muted, fontSize: 12 },
  nameTextStyle: { color: tokens.muted, fontSize: 12 },
  splitLine: { lineStyle: { color: tokens.line } },
})

/** ECharts in our colours: thin lines, no boxes, labels at the thing itself. */
export const chartTheme = (tokens: Tokens) => ({
  color: [tokens.primary, tokens.gold, tokens.accent, tokens.muted],
  backgroundColor: 'transparent',
  textStyle: { fontFamily: FONT, color: tokens.ink },
  valueAxis: axis(tokens),
  categoryAxis: axis(tokens),
  line: { symbol: 'none', lineStyle: { width: 2 } },
  // Tooltips as HTML would carry inline styles, which the content security policy refuses.
  tooltip: {
    renderMode: 'richText',
    backgroundColor: tokens.raised,
    borderColor: tokens.line,
    textStyle: { color: tokens.ink, fontSize: 13 },
  },
})
