import { StyleProvider } from '@ant-design/cssinjs'
import { ConfigProvider } from 'antd'
import type { Locale as AntdTexts } from 'antd/es/locale/index.js'
import { type ReactNode, useLayoutEffect, useMemo } from 'react'
import { antdTheme } from './antd-theme.ts'
import { useIsDark } from './theme-choice.ts'
import { dark, light, writeTokens } from './tokens.ts'

interface Props {
  texts: AntdTexts | undefined
  /** Lets antd's style elements pass the content security policy. */
  nonce: string | undefined
  children: ReactNode
}

/** Follows the system or the reader's choice; one set of tokens reaches antd, the style sheets and the charts. */
export function ThemeProvider({ texts, nonce, children }: Props) {
  const isDark = useIsDark()
  const tokens = isDark ? dark : light
  const theme = useMemo(() => antdTheme(tokens, isDark), [tokens, isDark])
  useLayoutEffect(() => {
    const root = document.documentElement
    writeTokens(tokens, root)
    root.style.colorScheme = isDark ? 'dark' : 'light'
    root.dataset.theme = isDark ? 'dark' : 'light'
  }, [tokens, isDark])
  return (
    <StyleProvider layer>
      <ConfigProvider
        theme={theme}
        locale={texts}
        csp={nonce ? { nonce } : undefined}
        wave={{ disabled: true }}
        button={{ autoInsertSpace: false }}
      >
        {children}
      </ConfigProvider>
    </StyleProvider>
  )
}
