/**
 * A person as a register holds one: text as it was typed, every part optional but the id. Give a whole `name` or its two parts.
 * Nothing needs to be cleaned first; what cannot be read counts as missing.
 */
export interface Person {
  readonly id: string
  readonly name?: string
  readonly givenName?: string
  readonly surname?: string
  readonly birthDate?: string
  readonly phone?: string
  /** True where the source says so (隐私号 of a platform); obvious ones are recognised by their digits. */
  readonly phoneIsVirtual?: boolean
  readonly idNumber?: string
  readonly streetNumber?: string
  readonly address?: string
  /** Building, estate or second address line. */
  readonly building?: string
  readonly city?: string
  readonly postcode?: string
  readonly state?: string
}
