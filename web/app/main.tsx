import '../ui/theme/base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { antdTextsOf, startI18n } from '../lib/i18n/i18n.ts'
import { useLocale } from '../lib/i18n/use-locale.ts'
import { ThemeProvider } from '../ui/theme/theme-provider.tsx'
import { ToastRegion } from '../ui/toast/toast-region.tsx'
import { queryClient } from './query-client.ts'
import { router } from './router.tsx'

const nonceMark = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content
/** The server writes the page's nonce there; the development server leaves the mark as it is. */
const nonce = nonceMark?.startsWith('__') ? undefined : nonceMark

function App() {
  return (
    <ThemeProvider texts={antdTextsOf(useLocale())} nonce={nonce}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <ToastRegion />
      </QueryClientProvider>
    </ThemeProvider>
  )
}

await startI18n()
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
