import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Finding } from './findings.ts'
import { isTest, type Project } from './project-files.ts'

const CATALOGUE = /^(.*\/locales)\/(zh-CN|en)(?:\/(.+))?\.(ts|json)$/
/** i18next puts the plural form behind the key; Chinese has only `other`. */
const PLURAL = /_(zero|one|two|few|many|other)$/

type Keys = Map<string, unknown>

/** A list is one text: a language may have more forms of address than another. */
function leaves(value: unknown, prefix: string, into: Keys): Keys {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) into.set(prefix.replace(PLURAL, ''), value)
  else for (const [key, inner] of Object.entries(value)) leaves(inner, prefix ? `${prefix}.${key}` : key, into)
  return into
}

async function keysOf(project: Project, file: string): Promise<Keys> {
  if (file.endsWith('.json')) return leaves(JSON.parse(project.text(file)), '', new Map())
  const module: Record<string, unknown> = await import(pathToFileURL(path.join(project.root, file)).href)
  const { default: whole, ...named } = module
  const keys = new Map<string, unknown>()
  if (whole !== undefined) leaves(whole, '', keys)
  // The same object is often exported by name and as default; its keys count once.
  for (const [name, value] of Object.entries(named))
    if (typeof value === 'object' && value !== whole) leaves(value, name === 'zhCN' || name === 'en' ? '' : name, keys)
  return keys
}

/** An index only joins the catalogues beside it, which are compared themselves: here it is about the joining. */
const firstLevel = (keys: Keys): Keys => new Map([...keys].map(([key, text]) => [key.replace(/\..*$/, ''), text]))

function compare(pair: string, zhFile: string, enFile: string, zh: Keys, en: Keys): Finding[] {
  const lacking = (from: Keys, to: Keys, file: string): Finding[] =>
    [...from.keys()]
      .filter((key) => !to.has(key))
      .map((key) => ({ rule: 'locale-keys', file, message: `"${key}" of ${pair} is missing here`, level: 'error' }))
  const empty = (keys: Keys, file: string): Finding[] =>
    [...keys]
      .filter(([, text]) => text === '')
      .map(([key]) => ({ rule: 'locale-keys', file, message: `"${key}" is empty`, level: 'error' }))
  return [...lacking(zh, en, enFile), ...lacking(en, zh, zhFile), ...empty(zh, zhFile), ...empty(en, enFile)]
}

/**
 * Every text exists in both languages. Catalogues are pairs below a `locales` folder: `zh-CN/<name>` beside `en/<name>`, or one file
 * `zh-CN` beside `en`, as TypeScript objects or JSON.
 */
export async function checkLocaleKeys(project: Project): Promise<Finding[]> {
  const pairs = new Map<string, Partial<Record<'zh-CN' | 'en', string>>>()
  for (const file of project.files.filter((name) => !isTest(name))) {
    const match = CATALOGUE.exec(file)
    if (!match) continue
    const pair = `${match[1]}/*${match[3] ? `/${match[3]}` : ''}`
    pairs.set(pair, { ...pairs.get(pair), [match[2] as 'zh-CN' | 'en']: file })
  }
  const findings: Finding[] = []
  for (const [pair, { 'zh-CN': zhFile, en: enFile }] of pairs) {
    if (zhFile && enFile) {
      const [zh, en] = await Promise.all([keysOf(project, zhFile), keysOf(project, enFile)])
      const level = pair.endsWith('/index') ? firstLevel : (keys: Keys) => keys
      findings.push(...compare(pair, zhFile, enFile, level(zh), level(en)))
    } else {
      const file = zhFile ?? enFile ?? pair
      findings.push({ rule: 'locale-keys', file, message: `has no twin in the other language`, level: 'error' })
    }
  }
  return findings
}
