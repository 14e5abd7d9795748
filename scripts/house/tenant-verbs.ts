import ts from 'typescript'
import type { Finding } from './findings.ts'
import { isTest, type Project } from './project-files.ts'
import { eachNode, importedNames, lineOf, parse } from './syntax.ts'

type FunctionNode = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration

const AUTHORIZES = /^authorize([A-Z]|$)/
const AUDITS = /^audit([A-Z]|$)/

const isFunction = (node: ts.Node): node is FunctionNode =>
  ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isMethodDeclaration(node)

/** The outermost function around a node: the verb itself, not the callback that holds the transaction. */
function verbAround(node: ts.Node): FunctionNode | undefined {
  let found: FunctionNode | undefined
  for (let at: ts.Node | undefined = node; at; at = at.parent) if (isFunction(at)) found = at
  return found
}

function nameOf(fn: FunctionNode): string | undefined {
  if (fn.name && ts.isIdentifier(fn.name)) return fn.name.text
  return ts.isVariableDeclaration(fn.parent) && ts.isIdentifier(fn.parent.name) ? fn.parent.name.text : undefined
}

/** Everything a function calls by name, through functions of the same file too; names as exported where they were imported. */
function callsOf(fn: FunctionNode, local: Map<string, FunctionNode>, imported: Map<string, string>): Set<string> {
  const calls = new Set<string>()
  const open = [fn]
  const seen = new Set(open)
  for (let at = open.pop(); at; at = open.pop()) {
    eachNode(at, (node) => {
      if (!ts.isCallExpression(node)) return
      const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression
      if (!ts.isIdentifier(callee)) return
      calls.add(imported.get(callee.text) ?? callee.text)
      const next = local.get(callee.text)
      if (!next || seen.has(next)) return
      seen.add(next)
      open.push(next)
    })
  }
  return calls
}

function checkFile(project: Project, file: string): Finding[] {
  const source = parse(project, file)
  const imported = importedNames(source)
  const local = new Map<string, FunctionNode>()
  const openings: { verb: FunctionNode; call: ts.CallExpression; write: boolean }[] = []
  eachNode(source, (node) => {
    if (isFunction(node)) {
      const name = nameOf(node)
      if (name) local.set(name, node)
    }
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return
    const opened = imported.get(node.expression.text)
    const verb = verbAround(node)
    if (verb && (opened === 'inTenantTx' || opened === 'inTenantRead'))
      openings.push({ verb, call: node, write: opened === 'inTenantTx' })
  })
  return openings.flatMap(({ verb, call, write }) => {
    const calls = [...callsOf(verb, local, imported)]
    const missing = [
      ...(calls.some((name) => AUTHORIZES.test(name)) ? [] : ['authorize']),
      ...(!write || calls.some((name) => AUDITS.test(name)) ? [] : ['audit']),
    ]
    const opens = write ? 'inTenantTx' : 'inTenantRead'
    return missing.map((name) => ({
      rule: `tenant-verb-${name}`,
      file,
      line: lineOf(call),
      message: `${nameOf(verb) ?? 'this function'} opens ${opens} without calling ${name}`,
      level: 'error' as const,
    }))
  })
}

/** A function of a module that opens a tenant transaction must authorise; one that writes must audit as well. */
export const checkTenantVerbs = (project: Project): Finding[] =>
  project.files
    .filter((file) => /^server\/modules\/.*\.ts$/.test(file) && !isTest(file))
    .flatMap((file) => checkFile(project, file))
