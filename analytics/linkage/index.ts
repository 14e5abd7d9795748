export { blockingKeys } from './block/blocking.ts'
export { compareAddresses, readAddress } from './compare/address.ts'
export { type BirthDate, compareBirthDates, readBirthDate } from './compare/birth-date.ts'
export { jaroWinkler } from './compare/jaro-winkler.ts'
export { compareNames, readName } from './compare/name.ts'
export { comparePhones, type PhoneKind, readPhone } from './compare/phone.ts'
export { splitName } from './compare/split-name.ts'
export { comparePeople, type Evidence as LinkageEvidence, type PairComparison } from './compare-people.ts'
export {
  DEFAULT_THRESHOLDS as LINKAGE_THRESHOLDS,
  type Decision as LinkageDecision,
  type Thresholds as LinkageThresholds,
} from './decide.ts'
export { FIELDS as LINKAGE_FIELDS, type FieldName as LinkageField } from './fields.ts'
export { type LinkageModel, startModel as startLinkageModel } from './learn/model.ts'
export {
  type DoublesResult,
  type LinkedPair,
  type LinkOptions,
  type LinkResult,
  linkPeople,
  linkRegisters,
} from './link-people.ts'
export type { Person } from './person.ts'
export { personColumns } from './person-columns.ts'
