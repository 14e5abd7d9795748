import { fork } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'

const module = new URL('./parent-watch.ts', import.meta.url).href
const execArgv = [
  '--input-type=module',
  '-e',
  `import { onParentGone } from ${JSON.stringify(module)}; onParentGone(() => process.exit(7)); `,
]

it('acts when the channel to the parent closes', async () => {
  const child = fork('', {
    execArgv: [...execArgv.slice(0, -1), `${execArgv.at(-1)} setInterval(() => {}, 1000); process.send('watching')`],
  })
  await once(child, 'message')
  child.disconnect()
  expect(await once(child, 'exit')).toEqual([7, null])
})

it('does not keep a program running that has nothing else to do', async () => {
  const child = fork('', { execArgv })
  expect(await once(child, 'exit')).toEqual([0, null])
})
