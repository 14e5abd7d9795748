// The ladder of ARCHITECTURE.md as checks. Run by scripts/check-ladder.ts, which also fails when files were left unread.

/** Lowest rung first. A module may import only modules on LOWER rungs, and only their index.ts. */
const LADDER = [
  ['privacy'],
  ['team'],
  ['customers'],
  ['interactions'],
  ['appointments'],
  ['membership', 'sales', 'service'],
  ['value'],
  ['segments'],
  ['campaigns'],
  ['dashboards'],
]

const MODULE = '^server/modules/'
const TEST = '\\.(test|spec|fixture)\\.tsx?$'
/** SQL has three homes: queries, the table types, and the panels and facts that a module lends to shared statements. */
const SPEAKS_SQL = '(^|/|-)(queries|tables|seams)\\.ts$'
const RULES = '(^|/|-)rules\\.ts$'
/** Packages that only calculate: no input, no output, no clock. */
const CALCULATORS = 'node_modules/(pinyin-pro|tyme4ts)/'
/** Kernel files without input, output and clock: the error class, reading of phone numbers and names, the shape of import columns. */
const PURE_KERNEL = '^server/kernel/(errors\\.ts|text/|seams/import-kind\\.ts)'
/** Parts of analytics/ that stand around the library: they may read files and arguments. */
const AROUND_ANALYTICS = '^analytics/(bin|cli|examples|testing)/'

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const ladder = LADDER.flatMap((rung, height) =>
  rung.map((module) => {
    const notLower = LADDER.slice(height)
      .flat()
      .filter((other) => other !== module)
    return rule(
      `ladder-${module}`,
      `${module} may use only modules on lower rungs; to be heard above, emit an event or fill a seam`,
      { path: `${MODULE}${module}/` },
      { path: `${MODULE}(${notLower.join('|') || '-'})/` },
    )
  }),
)

module.exports = {
  forbidden: [
    ...ladder,
    rule(
      'known-rung',
      'a new module needs its rung in LADDER',
      { path: MODULE },
      { path: `${MODULE}[^/]+/`, pathNot: `${MODULE}(${LADDER.flat().join('|')})/` },
    ),
    rule(
      'front-door',
      'a module is used through its index.ts only',
      { path: `${MODULE}([^/]+)/` },
      { path: `${MODULE}[^/]+/`, pathNot: [`${MODULE}$1/`, `${MODULE}[^/]+/index\\.ts$`] },
    ),
    rule('no-cycles', 'files must not import each other in a circle, types included', {}, { circular: true }),
    rule(
      'sql-in-queries-only',
      'only queries, tables and seams speak SQL',
      { path: MODULE, pathNot: [SPEAKS_SQL, TEST] },
      { path: 'node_modules/(kysely|pg|pg-copy-streams|pg-cursor)/' },
    ),
    rule(
      'routes-are-thin',
      'a route calls a verb and presents its result',
      { path: `${MODULE}.*(/|-)routes\\.ts$` },
      { path: `(^|/|-)(queries|tables|rules)\\.ts$` },
    ),
    rule(
      'rules-are-pure',
      'rules decide from their arguments alone',
      { path: `${MODULE}.*${RULES.replace('(^|/|-)', '(/|-)')}` },
      { pathNot: ['^contract/', '^analytics/', RULES, CALCULATORS, PURE_KERNEL, 'node_modules/zod/'] },
    ),
    rule(
      'kernel-knows-no-business',
      'the kernel stands below every module; only its test scaffolding starts the whole server',
      { path: '^server/kernel/', pathNot: [TEST, '^server/kernel/testing/'] },
      { path: MODULE },
    ),
    rule(
      'kernel-text-is-pure',
      'text functions decide from their arguments alone',
      { path: '^server/kernel/text/', pathNot: TEST },
      { pathNot: ['^contract/', '^analytics/', PURE_KERNEL, 'node_modules/(pinyin-pro|tyme4ts|libphonenumber-js)/'] },
    ),
    rule(
      'testing-in-tests-only',
      'production code must not lean on test scaffolding',
      { path: '^(server|web)/', pathNot: [TEST, '^server/kernel/testing/'] },
      { path: '^server/kernel/testing/' },
    ),
    rule(
      'server-not-web',
      'web and server meet only in the contract',
      { path: '^server/', pathNot: [TEST, '^server/bin/'] },
      { path: '^(web|e2e|bench|scripts)/' },
    ),
    rule(
      'analytics-is-pure',
      'the mathematics imports nothing but itself and packages that only calculate',
      { path: '^analytics/', pathNot: [TEST, AROUND_ANALYTICS] },
      { pathNot: ['^analytics/', CALCULATORS] },
    ),
    rule(
      'analytics-library-stands-alone',
      'the library must not reach into its own command line and examples',
      { path: '^analytics/', pathNot: [TEST, AROUND_ANALYTICS] },
      { path: AROUND_ANALYTICS },
    ),
    rule(
      'analytics-is-publishable',
      'command line, examples and tests of analytics use nothing of the product',
      { path: '^analytics/' },
      { path: '^(contract|server|web|e2e|bench)/' },
    ),
    rule(
      'contract-is-light',
      'the contract depends on zod only',
      { path: '^contract/', pathNot: TEST },
      { pathNot: ['^contract/', 'node_modules/zod/'] },
    ),
    rule('web-not-server', 'web and server meet only in the contract', { path: '^web/' }, { path: '^server/' }),
    rule(
      'web-features-apart',
      "a feature uses another's index only",
      { path: '^web/features/([^/]+)/' },
      { path: '^web/features/[^/]+/', pathNot: ['^web/features/$1/', '^web/features/[^/]+/index\\.tsx?$'] },
    ),
    rule(
      'web-ui-knows-no-business',
      'the design system and the plumbing stand below the features',
      { path: '^web/(ui|lib)/', pathNot: TEST },
      { path: '^web/(features|app)/' },
    ),
    rule('resolvable', 'the import names something that is not there', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^[^/]+/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
