import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { Random } from '../stats/index.ts'
import { evenlyJoined, fitModel, fitModelAsync, predict, predictAsync, simulateShop } from './index.ts'

const shop = simulateShop('pnbd', [0.6, 10, 0.7, 12], evenlyJoined(3000, 78, 39), 0, new Random(77))

test('a fit in small steps gives the same result, reports progress and can be aborted', async () => {
  const seen: number[] = []
  const fit = await fitModelAsync('pnbd', shop, { onProgress: ({ iteration }) => seen.push(iteration) })
  expect(fit).toEqual(fitModel('pnbd', shop))
  expect(seen.length).toBeGreaterThan(0)
  const control = new AbortController()
  await expect(
    fitModelAsync('pnbd', shop, { signal: control.signal, onProgress: () => control.abort(new Error('the owner left')) }),
  ).rejects.toThrow('the owner left')
})

test('a prediction in small steps gives the same figures, lets others work, and can be aborted', async () => {
  const known = { model: 'pnbd', parameters: [0.6, 10, 0.7, 12] } as const
  const repeat = (values: Float64Array) => Float64Array.from({ length: 30_000 }, (_, i) => values[i % values.length]!)
  const many = { x: repeat(shop.x), tx: repeat(shop.tx), T: repeat(shop.T) }
  const wish = {
    horizon: 52,
    plan: { periods: 12, periodLength: 52 / 12, discount: 0.01 },
    spend: new Float64Array(30_000).fill(30),
  }
  let turns = 0
  const done: number[] = []
  const others = setInterval(() => turns++, 0)
  const prediction = await predictAsync(known, many, wish, { onProgress: (rows) => done.push(rows) })
  clearInterval(others)
  expect(prediction).toEqual(predict(known, many, wish))
  expect(done).toEqual([8192, 16_384, 24_576, 30_000])
  expect(turns).toBeGreaterThan(0)
  await expect(predictAsync(known, many, wish, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/)
})

test('a worker thread finds exactly the same fit', async () => {
  const source = `
    const { parentPort, workerData } = require('node:worker_threads')
    import(workerData.module).then(({ fitModel }) => parentPort.postMessage(fitModel('pnbd', workerData.shop)))
  `
  const worker = new Worker(source, { eval: true, workerData: { module: new URL('./index.ts', import.meta.url).href, shop } })
  const fit = await new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  await worker.terminate()
  expect(fit).toEqual(fitModel('pnbd', shop))
})
