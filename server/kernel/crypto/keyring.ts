import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import type { Db } from '../db/database.ts'
import type { TenantRead, TenantTx } from '../tenancy/tenant.ts'
import type { InstallationKeys } from './installation-key.ts'
import { seal, unseal } from './seal.ts'

const derive = (secret: Buffer, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))

interface OrgKeys {
  current: number
  versions: Map<number, KeyObject>
}

const boxPurpose = (orgId: string, customerId: string) => `${orgId}/${customerId}`

interface WrappedKey {
  customer_id: string
  org_key_version: number
  wrapped: Buffer
}
const unwrap = (org: OrgKeys, orgId: string, { customer_id, org_key_version, wrapped }: WrappedKey): Buffer =>
  unseal(org.versions.get(org_key_version)!, wrapped, boxPurpose(orgId, customer_id))

/**
 * The keys of an installation in three layers: the installation's key wraps each org's key, that wraps each customer's key, and only the
 * customer's key encrypts personal data. Destroying a customer's key (one row) erases the person, in backups too.
 * Look-up hashes come from other derivations than the encryption keys.
 */
export class Keyring {
  readonly #wrap = new Map<number, Buffer>()
  readonly #current: number
  readonly #lookup: Buffer
  readonly #orgs = new Map<string, Promise<OrgKeys>>()
  readonly #lookupKeys = new Map<string, KeyObject>()

  constructor(installation: InstallationKeys) {
    for (const [version, secret] of installation.versions) this.#wrap.set(version, derive(secret, 'wrap org keys'))
    this.#current = installation.current
    // The first version stays the look-up secret: hashes must not change when the wrapping key rotates.
    this.#lookup = derive(installation.versions.get(Math.min(...installation.versions.keys()))!, 'look-up hashes')
  }

  /** Keyed hash for what is unique over all orgs: a sign-in phone or e-mail, a token. */
  globalHash(purpose: string, value: string): Buffer {
    return createHmac('sha256', this.#lookup).update(`${purpose}\0${value}`).digest()
  }

  /** Keyed hash of a value inside one org (16 bytes): equal values find each other, other orgs' hashes differ. */
  lookupHasher(orgId: string): (kind: string, value: string) => Buffer {
    let key = this.#lookupKeys.get(orgId)
    if (!key) {
      key = createSecretKey(derive(this.#lookup, `org ${orgId}`))
      this.#lookupKeys.set(orgId, key)
    }
    const secret = key
    return (kind, value) => createHmac('sha256', secret).update(`${kind}\0${value}`).digest().subarray(0, 16)
  }

  /** A new org's wrapped key, to be stored in `platform.org_keys`. */
  newOrgKey(orgId: string): { version: number; installation_version: number; wrapped: Buffer } {
    const wrapped = seal(this.#wrap.get(this.#current)!, randomBytes(32), `org key ${orgId}`)
    return { version: 1, installation_version: this.#current, wrapped }
  }

  #orgKeys(db: Db, orgId: string): Promise<OrgKeys> {
    let keys = this.#orgs.get(orgId)
    if (!keys) {
      keys = this.#loadOrgKeys(db, orgId)
      this.#orgs.set(orgId, keys)
      keys.catch(() => this.#orgs.delete(orgId))
    }
    return keys
  }

  async #loadOrgKeys(db: Db, orgId: string): Promise<OrgKeys> {
    const rows = await db.selectFrom('platform.org_keys').selectAll().where('org_id', '=', orgId).execute()
    if (rows.length === 0) throw new Error(`org ${orgId} has no key`)
    const versions = new Map(
      rows.map((row) => {
        const wrap = this.#wrap.get(row.installation_version)
        if (!wrap) throw new Error(`the key file lacks version ${row.installation_version}: put the older key back`)
        return [row.version, createSecretKey(unseal(wrap, row.wrapped, `org key ${orgId}`))]
      }),
    )
    return { current: Math.max(...versions.keys()), versions }
  }

  /** Seals what belongs to the org and to no customer (kept replies, settings with secrets). */
  async sealForOrg(tx: TenantRead, plain: string, purpose: string): Promise<Buffer> {
    const keys = await this.#orgKeys(tx, tx.orgId)
    return Buffer.concat([Buffer.from([keys.current]), seal(keys.versions.get(keys.current)!, plain, purpose)])
  }

  async openForOrg(tx: TenantRead, box: Buffer, purpose: string): Promise<string> {
    const keys = await this.#orgKeys(tx, tx.orgId)
    return unseal(keys.versions.get(box[0]!)!, box.subarray(1), purpose).toString()
  }

  /** The keys of these customers; those without one (never had personal data, or erased) are left out. */
  async customerKeys(tx: TenantRead, customerIds: readonly string[]): Promise<Map<string, Buffer>> {
    if (customerIds.length === 0) return new Map()
    const org = await this.#orgKeys(tx, tx.orgId)
    const rows = await tx
      .selectFrom('customer_keys')
      .select(['customer_id', 'org_key_version', 'wrapped'])
      .where('org_id', '=', tx.orgId)
      .where('customer_id', 'in', customerIds)
      .execute()
    return new Map(rows.map((row) => [row.customer_id, unwrap(org, tx.orgId, row)]))
  }

  /** The key in a row of `customer_keys` that the caller has read together with the customer. */
  async unwrapCustomerKey(tx: TenantRead, row: WrappedKey): Promise<Buffer> {
    return unwrap(await this.#orgKeys(tx, tx.orgId), tx.orgId, row)
  }

  /** Makes keys and their wrapped rows without storing them, for bulk writers that COPY the rows themselves. */
  async newCustomerKeys(db: Db, orgId: string, customerIds: readonly string[]) {
    const org = await this.#orgKeys(db, orgId)
    const wrap = org.versions.get(org.current)!
    return customerIds.map((customerId) => {
      const key = randomBytes(32)
      return {
        customerId,
        key,
        row: {
          org_id: orgId,
          customer_id: customerId,
          org_key_version: org.current,
          wrapped: seal(wrap, key, boxPurpose(orgId, customerId)),
        },
      }
    })
  }

  /** Seals under the customer's key, made on first use. */
  async sealForCustomer(tx: TenantTx, customerId: string, plain: string, purpose: string): Promise<Buffer> {
    return seal(await this.customerKey(tx, customerId), plain, purpose)
  }

  /** The customer's key, made and stored on first use. */
  async customerKey(tx: TenantTx, customerId: string): Promise<Buffer> {
    const known = (await this.customerKeys(tx, [customerId])).get(customerId)
    if (known) return known
    return this.createCustomerKey(tx, customerId)
  }

  /** Makes and stores the key of a customer that is known to have none yet. */
  async createCustomerKey(tx: TenantTx, customerId: string): Promise<Buffer> {
    const [made] = await this.newCustomerKeys(tx, tx.orgId, [customerId])
    const inserted = await tx
      .insertInto('customer_keys')
      .values(made!.row)
      .onConflict((conflict) => conflict.doNothing())
      .returning('customer_id')
      .executeTakeFirst()
    if (inserted) return made!.key
    // Another transaction was first; its key counts.
    return (await this.customerKeys(tx, [customerId])).get(customerId)!
  }
}
