import type { Finding } from './findings.ts'
import type { Project } from './project-files.ts'

// The patterns are put together from pieces so that this file does not match itself.
const FOREIGN: { what: string; pattern: RegExp }[] = [
  {
    what: 'a folder of one machine',
    pattern: /(?<![\w.~$}*-])\/(?:work|farm|tmp\/[a-z]+|home\/[a-z][\w-]*|Users\/[A-Za-z][\w-]*)\//,
  },
  { what: 'a folder of one machine', pattern: /\b[A-Z]:\\{1,2}(Users|work)\b/ },
  {
    what: 'the address of a package registry',
    pattern: /https?:\/\/[\w.-]*(?:registry|npmjs|npmmirror|verdaccio|artifactory|nexus)[\w.-]*/i,
  },
  { what: 'the address of a package registry', pattern: new RegExp(`"resolved": *"${'http'}`) },
]
const BINARY = /\.(png|jpe?g|webp|gif|ico|woff2?|gz|xlsx|pdf|sqlite)$/

/** Tracked files work on every machine: no absolute folder of ours, no registry host. */
export function checkForeignPaths(project: Project): Finding[] {
  return project.files
    .filter((file) => !BINARY.test(file) && file !== 'scripts/house/foreign-paths.ts')
    .flatMap((file) =>
      project
        .text(file)
        .split('\n')
        .flatMap((text, index) =>
          FOREIGN.filter(({ pattern }) => pattern.test(text)).map(
            ({ what }): Finding => ({
              rule: 'foreign-path',
              file,
              line: index + 1,
              message: `holds ${what}; leave it out`,
              level: 'error',
            }),
          ),
        ),
    )
}
