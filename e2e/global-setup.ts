import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { startProduct } from './product.ts'
import { customersCsv, ORG, OTHER_ORG, OWNER, ordersCsv } from './shop.ts'

const SHUKE = path.join(import.meta.dirname, '..', 'server', 'bin', 'shuke.mjs')

/**
 * A running shop for the short journeys: started as a person starts it, set up by the printed code, filled by the command line.
 * Its address is in SHUKE_E2E_URL. The first hour of a shop starts products of its own.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const product = await startProduct()
  const shuke = (...args: string[]) => execFileSync(process.execPath, [SHUKE, ...args, '--data-dir', product.dataDir, '--json'])
  try {
    const slug = await setUp(product.printed)
    shuke('org', 'create', '--slug', OTHER_ORG.slug, '--name', OTHER_ORG.name)
    shuke('admin', 'create', '--org', OTHER_ORG.slug, '--phone', OWNER.phone, '--name', OWNER.name)
    // Orders after customers: the order of the keys.
    for (const [kind, text] of Object.entries({ customers: customersCsv('zh-CN'), orders: ordersCsv('zh-CN') })) {
      const file = path.join(path.dirname(product.dataDir), `${kind}.csv`)
      writeFileSync(file, text)
      shuke('import', kind, file, '--org', slug)
      rmSync(file)
    }
  } catch (error) {
    await product.stop()
    throw error
  }
  process.env.SHUKE_E2E_URL = product.url
  return () => product.stop()
}

/** @returns the short name of the new organisation */
async function setUp(printed: string): Promise<string> {
  const { origin, searchParams } = new URL(printed)
  const answer = await fetch(`${origin}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      code: searchParams.get('code'),
      orgName: ORG,
      trade: 'salon',
      ownerName: OWNER.name,
      identifier: OWNER.phone,
      password: OWNER.password,
    }),
  })
  if (answer.status !== 201) throw new Error(`The set-up was refused: ${await answer.text()}`)
  const session = (await answer.json()) as { org: { slug: string } }
  return session.org.slug
}
