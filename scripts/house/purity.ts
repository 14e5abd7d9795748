import ts from 'typescript'
import type { Finding } from './findings.ts'
import { isTest, type Project } from './project-files.ts'
import { eachNode, lineOf, parse } from './syntax.ts'

const RULES = /^server\/(modules\/.*[/-]rules|kernel\/text\/.*)\.ts$/
const ANALYTICS = /^analytics\/(?!bin\/|cli\/|examples\/|testing\/).*\.ts$/
const MODULES = /^server\/modules\/.*\.ts$/

/** Names that reach out of the function: using one of these makes a result depend on more than the arguments. */
const OUTSIDE: Record<string, string> = {
  process: 'the environment',
  performance: 'the clock',
  crypto: 'randomness',
  navigator: 'the environment',
  fetch: 'the network',
  XMLHttpRequest: 'the network',
  WebSocket: 'the network',
  EventSource: 'the network',
  setTimeout: 'the clock',
  setInterval: 'the clock',
  Temporal: 'the clock',
  console: 'output',
  globalThis: 'the environment',
  Deno: 'the environment',
  Bun: 'the environment',
}
/** These read the machine's time zone: the same argument gives another day on another machine. */
const LOCAL_TIME = /^(get|set)(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds)$|^getTimezoneOffset$/

/** A name that stands for itself: not a property, not a key, not declared here, not a type. */
function isFreeName(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false
  if ((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isBindingElement(parent)) && parent.name === node)
    return false
  if (ts.isTypeReferenceNode(parent) || ts.isQualifiedName(parent) || ts.isImportSpecifier(parent)) return false
  return !(
    (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isFunctionDeclaration(parent)) &&
    parent.name === node
  )
}

const isCallTo = (node: ts.Node, object: string, method: string): boolean =>
  ts.isPropertyAccessExpression(node) &&
  ts.isIdentifier(node.expression) &&
  node.expression.text === object &&
  node.name.text === method

/** What the node takes from the clock or from chance, if it does. */
function clockOrChance(node: ts.Node): string | undefined {
  if (isCallTo(node, 'Date', 'now')) return 'the clock (Date.now)'
  if (isCallTo(node, 'Math', 'random')) return 'randomness (Math.random)'
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) return 'the clock (new Date())'
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'the clock (Date())'
  return undefined
}

/** `setTimeout(resume, 0)` waits for a turn of the event loop, not for time: long calculations may give way like that. */
const isTurnOfTheLoop = (node: ts.Node): boolean =>
  ts.isCallExpression(node) && node.expression.getText() === 'setTimeout' && node.arguments[1]?.getText() === '0'

function reachesOutside(node: ts.Node, declared: Set<string>): string | undefined {
  const direct = clockOrChance(node)
  if (direct) return direct
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) > 1)
    return 'the time zone of the machine (new Date(y, m, …)): use Date.UTC'
  if (ts.isPropertyAccessExpression(node) && LOCAL_TIME.test(node.name.text) && ts.isCallExpression(node.parent))
    return `the time zone of the machine (${node.name.text}): use the UTC form`
  if (ts.isMetaProperty(node)) return 'the environment (import.meta)'
  if (!ts.isIdentifier(node) || !Object.hasOwn(OUTSIDE, node.text) || declared.has(node.text) || !isFreeName(node))
    return undefined
  return isTurnOfTheLoop(node.parent) ? undefined : `${OUTSIDE[node.text]} (${node.text})`
}

/** Names that the file declares itself (parameters, variables, imports): `process` may be a customer's process. */
function declaredNames(source: ts.SourceFile): Set<string> {
  const names = new Set<string>()
  eachNode(source, (node) => {
    const named =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isImportSpecifier(node)
    if (named && node.name && ts.isIdentifier(node.name)) names.add(node.name.text)
  })
  return names
}

/** rules.ts and the analytics library decide from their arguments alone: no clock, randomness, environment, network or output. */
export function checkPurity(project: Project): Finding[] {
  return project.files
    .filter((file) => (RULES.test(file) || ANALYTICS.test(file)) && !isTest(file))
    .flatMap((file) => {
      const source = parse(project, file)
      const declared = declaredNames(source)
      const findings: Finding[] = []
      eachNode(source, (node) => {
        const reached = reachesOutside(node, declared)
        if (reached)
          findings.push({ rule: 'pure', file, line: lineOf(node), message: `uses ${reached}; pass the value in`, level: 'error' })
      })
      return findings
    })
}

/** Everywhere else in the modules the clock, ids and settings come with the context, so that a test can set them. */
export function checkInjected(project: Project): Finding[] {
  return project.files
    .filter((file) => MODULES.test(file) && !RULES.test(file) && !isTest(file))
    .flatMap((file) => {
      const findings: Finding[] = []
      eachNode(parse(project, file), (node) => {
        const reached =
          clockOrChance(node) ??
          (isCallTo(node, 'process', 'env') ? 'the environment (process.env)' : undefined) ??
          (ts.isIdentifier(node) && node.text === 'randomUUID' && ts.isCallExpression(node.parent)
            ? 'randomness (randomUUID)'
            : undefined)
        if (reached)
          findings.push({
            rule: 'injected',
            file,
            line: lineOf(node),
            message: `uses ${reached}; take it from ctx (clock, ids) or the config`,
            level: 'error',
          })
      })
      return findings
    })
}
