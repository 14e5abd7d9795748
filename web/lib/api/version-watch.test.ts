import { beforeEach, expect, it, vi } from 'vitest'

const reload = vi.fn()
beforeEach(() => {
  vi.resetModules()
  reload.mockClear()
  vi.stubGlobal('location', { reload })
})

it('reloads once when the version changed', async () => {
  const { noteVersion } = await import('./version-watch.ts')
  for (const version of [null, '1', '1', '2', '2', '3']) noteVersion(version)
  expect(reload).toHaveBeenCalledTimes(1)
})

it('waits while something typed would be lost', async () => {
  const { holdReload, noteVersion } = await import('./version-watch.ts')
  noteVersion('1')
  const release = holdReload()
  noteVersion('2')
  expect(reload).not.toHaveBeenCalled()
  release()
  release()
  expect(reload).toHaveBeenCalledTimes(1)
})
