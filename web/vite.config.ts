import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('.'),
  plugins: [react()],
  // The server has already parsed every answer by the contract's schemas: the browser needs their paths and types, not the parser.
  resolve: {
    alias: [
      { find: /^zod$/, replacement: here('./lib/api/zod-in-the-browser.ts') },
      // Antd's provider brings the machinery of tooltips and forms (24 kB gzip) into the first load for a feature that is not used here.
      { find: /^\.\.\/tooltip\/UniqueProvider$/, replacement: here('./ui/theme/no-shared-tooltip.tsx') },
    ],
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: Object.fromEntries(['/api', '/healthz', '/readyz'].map((path) => [path, 'http://127.0.0.1:3000'])),
  },
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    target: 'es2022',
    // Data URLs would need a hole in the content security policy.
    assetsInlineLimit: 0,
    reportCompressedSize: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules\/(react|react-dom|scheduler|@tanstack\/(react-)?(router|query)[\w-]*|@tanstack\/history|i18next|react-i18next)\//,
            },
            { name: 'charts', test: /node_modules\/(echarts|zrender)\// },
          ],
        },
      },
    },
  },
})
