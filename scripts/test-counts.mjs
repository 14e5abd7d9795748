// Reads what the test runners report. A run counts as failed when the runner says so, even if no single test did.

/** The runner ended badly without naming a test (a file that does not load, a set-up that broke): one failure. */
const atLeastOne = (failed, ok) => (ok ? failed : Math.max(1, failed))

/**
 * @param report vitest's JSON report
 * @param ok whether vitest ended with exit code 0
 * @returns passed and failed tests; files that did not load count as one failure each
 */
export function fromVitest(report, ok) {
  const unloadable = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  const failed = atLeastOne(report.numFailedTests + unloadable, ok)
  const passed = report.numPassedTests
  return { passed, failed, skipped: report.numPendingTests + report.numTodoTests, tests: passed + report.numFailedTests }
}

/**
 * @param report Playwright's JSON report
 * @param ok whether Playwright ended with exit code 0
 * @returns passed and failed tests; a test that needed a second try has failed
 */
export function fromPlaywright(report, ok) {
  const { expected, unexpected, flaky, skipped } = report.stats
  const failed = atLeastOne(unexpected + flaky, ok && report.errors.length === 0)
  return { passed: expected, failed, skipped, tests: expected + unexpected + flaky }
}
