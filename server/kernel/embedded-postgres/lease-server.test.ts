import { once } from 'node:events'
import net from 'node:net'
import { expect, it } from 'vitest'
import { openLeaseServer } from './lease-server.ts'

const token = 'the-right-word'

async function connect(port: number, firstWords: string): Promise<net.Socket> {
  const socket = net.connect({ host: '127.0.0.1', port })
  socket.on('error', () => {}) // being cut off is what some of these expect
  await once(socket, 'connect')
  socket.write(firstWords)
  return socket
}

it.each([
  '{"token":"another-word!"}\n',
  '{"token":5}\n',
  '{"leave":true}\n',
  'GET / HTTP/1.1\r\n\r\n',
  'null\n',
  `${'x'.repeat(30_000)}`,
])('cuts off a stranger who says %j', async (words) => {
  const leases = await openLeaseServer(token, () => {})
  const stranger = await connect(leases.port, words)
  await once(stranger, 'close')
  expect(leases.count()).toBe(0)
  leases.refuseNew()
})

it('counts leases, tells each the latest state, and says how the last one went', async () => {
  const changes: [number, boolean][] = []
  const leases = await openLeaseServer(token, (inOrder) => changes.push([leases.count(), inOrder]))
  leases.announce({ state: 'ready', port: 5432 })
  const first = await connect(leases.port, `{"token":"${token}"}\n`)
  expect(String(await once(first, 'data'))).toBe('{"state":"ready","port":5432}\n')
  const second = await connect(leases.port, `{"token":"${token}"}\n`)
  await once(second, 'data')

  first.resume().write('{"leave":true}\n')
  await once(first, 'close') // others stay, so it may go at once
  second.destroy()
  while (changes.length < 4) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(changes).toEqual([
    [1, false],
    [2, false],
    [1, true],
    [0, false],
  ])
  leases.refuseNew()
})
