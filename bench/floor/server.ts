// The floor: the least code that answers the same six requests. No rights, no audit, no validation, no encryption, no tenants.
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.FLOOR_DATABASE_URL, max: 12 })
const LINES = 'select * from floor.customers'

async function answer(request: IncomingMessage): Promise<unknown> {
  const { pathname, searchParams } = new URL(request.url!, 'http://floor')
  const id = pathname.split('/')[2]
  if (request.method === 'GET' && id) return one('select * from floor.customers where id = $1', [id])
  if (request.method === 'GET') {
    const q = searchParams.get('q')
    if (q) return many(`${LINES} where name like $1 order by created_at desc limit 50`, [`%${q}%`])
    return many(`${LINES} where city = $1 order by created_at desc limit 50`, [searchParams.get('city')])
  }
  const body = JSON.parse(await text(request)) as Record<string, unknown>
  if (pathname.endsWith('/search')) {
    const tail = [...(body.q as string)].reverse().join('')
    return many(`${LINES} where reverse(phone) like $1 order by created_at desc limit 50`, [`${tail}%`])
  }
  if (request.method === 'PATCH')
    return one(
      'update floor.customers set city = $2, notes = $3, updated_at = now(), version = version + 1 where id = $1 returning *',
      [id, body.city, body.notes],
    )
  return one(
    `insert into floor.customers (id, customer_no, name, phone, city, tags)
     values (gen_random_uuid(), lpad(nextval('floor.customer_no')::text, 9, '0'), $1, $2, $3, $4) returning *`,
    [body.name, (body.contacts as { value: string }[])[0]!.value, body.city, body.tags],
  )
}

const one = async (sql: string, values: unknown[]) => (await pool.query(sql, values)).rows[0]
const many = async (sql: string, values: unknown[]) => ({ data: (await pool.query(sql, values)).rows })

const server = createServer((request, reply) => {
  answer(request).then(
    (body) => reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    (error: Error) => reply.writeHead(500).end(error.message),
  )
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : ''}\n`)
})
process.on('SIGTERM', () => process.exit(0))
