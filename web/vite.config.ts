import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const PASS_THROUGH = '\0no-shared-tooltip'
/**
 * Antd's provider wraps everything in one that lets tooltips share a popup: a feature that is not turned on here, and brings the machinery of
 * popups and forms (24 kB gzip) into the first load. A fragment stands in for it.
 */
const noSharedTooltip = (): Plugin => ({
  name: 'no-shared-tooltip',
  apply: 'build',
  enforce: 'pre',
  resolveId: (source) => (source.endsWith('tooltip/UniqueProvider') ? PASS_THROUGH : undefined),
  load: (id) => (id === PASS_THROUGH ? `export { Fragment as default } from 'react'` : undefined),
})

/** Antd's icons tell screen readers their English file names. Here they stand beside words or in named controls, and are silent. */
const silentIcons = (): Plugin => ({
  name: 'silent-icons',
  apply: 'build',
  enforce: 'pre',
  transform: (code, id) =>
    /@ant-design\/icons\/es\/components\/AntdIcon/.test(id)
      ? code.replace(/role: "img",\s*"aria-label": icon\.name/, '"aria-hidden": true')
      : undefined,
})

/** Writes each text file compressed beside itself, so that the server never compresses while somebody waits. */
const precompress = (): Plugin => ({
  name: 'precompress',
  apply: 'build',
  writeBundle({ dir = '' }, bundle) {
    for (const name of Object.keys(bundle).filter((file) => /\.(js|css|svg|webmanifest)$/.test(file))) {
      const content = readFileSync(path.join(dir, name))
      writeFileSync(path.join(dir, `${name}.br`), brotliCompressSync(content))
      writeFileSync(path.join(dir, `${name}.gz`), gzipSync(content, { level: 9 }))
    }
  },
})

export default defineConfig({
  root: here('.'),
  plugins: [react(), noSharedTooltip(), silentIcons(), precompress()],
  // The server has already parsed every answer by the contract's schemas: the browser needs their paths and types, not the parser.
  resolve: { alias: { zod: here('./lib/api/zod-in-the-browser.ts') } },
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
