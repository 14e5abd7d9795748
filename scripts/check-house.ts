// House rules that no ready-made tool knows. `node scripts/check-house.ts [folder]`; exit code 1 when one is broken.
import path from 'node:path'
import { checkFileNames, checkFileSizes, checkFolderSizes, checkModuleFronts } from './house/file-shape.ts'
import { type Finding, printed } from './house/findings.ts'
import { checkForeignPaths } from './house/foreign-paths.ts'
import { checkLocaleKeys } from './house/locale-keys.ts'
import { openProject } from './house/project-files.ts'
import { checkInjected, checkPurity } from './house/purity.ts'
import { checkTenantVerbs } from './house/tenant-verbs.ts'
import { checkTextInComponents } from './house/text-in-components.ts'

/** All findings about the project in `root`, and how many files were looked at. */
export async function checkHouse(root: string): Promise<{ files: number; findings: Finding[] }> {
  const project = openProject(root)
  const findings = [
    ...checkTenantVerbs(project),
    ...checkPurity(project),
    ...checkInjected(project),
    ...checkFileNames(project),
    ...checkFileSizes(project),
    ...checkFolderSizes(project),
    ...checkModuleFronts(project),
    ...checkForeignPaths(project),
    ...checkTextInComponents(project),
    ...(await checkLocaleKeys(project)),
  ]
  return { files: project.files.length, findings }
}

if (import.meta.main) {
  const { files, findings } = await checkHouse(path.resolve(process.argv[2] ?? path.dirname(import.meta.dirname)))
  for (const finding of findings) console.log(printed(finding))
  const broken = findings.filter((finding) => finding.level === 'error').length
  console.log(`house rules: ${files} files, ${broken} broken, ${findings.length - broken} warnings`)
  // Nothing read means nothing checked, which must not look like success.
  process.exitCode = broken > 0 || files === 0 ? 1 : 0
}
