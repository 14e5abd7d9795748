/** Every spelling of a slice's name that its files need. */
export interface SliceNames {
  /** `membership` */
  module: string
  /** Folder and contract file, plural kebab-case as in the URL: `gift-cards` */
  feature: string
  /** `gift-card` */
  singular: string
  /** Table and permission: `gift_cards` */
  table: string
  /** In audit actions: `gift_card` */
  object: string
  /** `giftCards` */
  camelPlural: string
  /** `giftCard` */
  camel: string
  /** `GiftCards` */
  pascalPlural: string
  /** `GiftCard` */
  pascal: string
  /** For sentences: `gift cards`, `gift card` */
  words: string
  word: string
}

const WORD = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const DRAWERS = /^(utils?|helpers?|common|misc|managers?)$/

/** English plurals as far as names of records need them; `undefined` when the word is no plural. */
function singularOf(plural: string): string | undefined {
  if (/[^aeiou]ies$/.test(plural)) return plural.replace(/ies$/, 'y')
  if (/(ss|x|z|ch|sh)es$/.test(plural)) return plural.replace(/es$/, '')
  return /[^su]s$/.test(plural) ? plural.replace(/s$/, '') : undefined
}

const pascal = (kebab: string): string => kebab.replace(/(^|-)([a-z0-9])/g, (_, _dash, letter: string) => letter.toUpperCase())
const camel = (kebab: string): string => kebab.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

/**
 * Reads `<module>/<feature>`.
 * @param modules the modules that have a rung on the ladder
 * @throws Error that says what is wrong with the name
 */
export function sliceNames(given: string, modules: string[]): SliceNames {
  const [module = '', feature = '', ...rest] = given.split('/')
  if (!module || !feature || rest.length > 0)
    throw new Error(`"${given}" is not <module>/<feature>, such as customers/nicknames.`)
  if (!modules.includes(module))
    throw new Error(`There is no module "${module}" on the ladder of .dependency-cruiser.cjs; there are ${modules.join(', ')}.`)
  if (!WORD.test(feature)) throw new Error(`"${feature}" is not kebab-case.`)
  const drawer = feature.split('-').find((word) => DRAWERS.test(word))
  if (drawer) throw new Error(`"${drawer}" says where something was put, not what it is: choose another name.`)
  const singular = singularOf(feature)
  if (!singular) throw new Error(`"${feature}" is not a plural: name the slice after the records it keeps, such as nicknames.`)
  return {
    module,
    feature,
    singular,
    table: feature.replaceAll('-', '_'),
    object: singular.replaceAll('-', '_'),
    camelPlural: camel(feature),
    camel: camel(singular),
    pascalPlural: pascal(feature),
    pascal: pascal(singular),
    words: feature.replaceAll('-', ' '),
    word: singular.replaceAll('-', ' '),
  }
}
