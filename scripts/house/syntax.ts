import ts from 'typescript'
import type { Project } from './project-files.ts'

/** The syntax tree of a file; TypeScript 6 here, because 7 has no such interface. */
export function parse(project: Project, file: string): ts.SourceFile {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  return ts.createSourceFile(file, project.text(file), ts.ScriptTarget.ESNext, true, kind)
}

/** Calls `visit` for `node` and everything below it. */
export function eachNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, (child) => eachNode(child, visit))
}

/** 1-based line on which `node` starts. */
export const lineOf = (node: ts.Node): number => {
  const source = node.getSourceFile()
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
}

/** Local name → exported name, for every named import of the file: `import { audit as record }` gives record → audit. */
export function importedNames(source: ts.SourceFile): Map<string, string> {
  const names = new Map<string, string>()
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement)) continue
    const bindings = statement.importClause?.namedBindings
    if (!bindings || !ts.isNamedImports(bindings)) continue
    for (const element of bindings.elements) names.set(element.name.text, (element.propertyName ?? element.name).text)
  }
  return names
}
