import ts from 'typescript'
import type { Finding } from './findings.ts'
import { isTest, type Project } from './project-files.ts'
import { eachNode, lineOf, parse } from './syntax.ts'

const CJK = /[\u3000-\u303f\u3400-\u9fff\uff01-\uff5e]/
const LETTERS = /\p{L}{2,}/u
/** A capital, then at least one more word in small letters: how a sentence or a label starts. */
const SENTENCE = /^[A-Z][a-z']+([ ,][a-z'’-]+)+[ .!?…:]*$/
/** Attributes that people read or hear. */
const READ_ALOUD =
  /^(title|placeholder|alt|label|description|tooltip|okText|cancelText|emptyText|header|footer|extra|message|subTitle|content|help|prefix|suffix|addonBefore|addonAfter|aria-(label|description|roledescription|placeholder|valuetext))$/

function complaint(node: ts.Node): string | undefined {
  if (ts.isJsxText(node)) return LETTERS.test(node.text) || CJK.test(node.text) ? node.text.trim() : undefined
  const literal =
    ts.isStringLiteral(node) ||
    ts.isNoSubstitutionTemplateLiteral(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node)
  if (!literal || ts.isImportDeclaration(node.parent)) return undefined
  if (CJK.test(node.text) || SENTENCE.test(node.text)) return node.text
  const attribute = ts.isJsxAttribute(node.parent)
    ? node.parent
    : ts.isJsxExpression(node.parent) && ts.isJsxAttribute(node.parent.parent)
      ? node.parent.parent
      : undefined
  return attribute && READ_ALOUD.test(attribute.name.getText()) && LETTERS.test(node.text) ? node.text : undefined
}

/** Components hold no words: every text a person sees comes from the catalogues, in both languages. */
export function checkTextInComponents(project: Project): Finding[] {
  return project.files
    .filter((file) => /^web\/.*\.tsx$/.test(file) && !isTest(file) && !/\/locales?\//.test(file))
    .flatMap((file) => {
      const findings: Finding[] = []
      eachNode(parse(project, file), (node) => {
        const text = complaint(node)
        if (text)
          findings.push({
            rule: 'text-in-component',
            file,
            line: lineOf(node),
            message: `"${text.slice(0, 40)}" belongs into the catalogues of both languages`,
            level: 'error',
          })
      })
      return findings
    })
}
