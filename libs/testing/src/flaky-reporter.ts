import type { Reporter, TestCase } from 'vitest/node';

/** Names, after a run, the tests that passed only when tried again: each is a defect of the test or of the product. */
export class FlakyReporter implements Reporter {
  private readonly flaky: TestCase[] = [];

  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky) this.flaky.push(test);
  }

  onTestRunEnd(): void {
    for (const test of this.flaky) {
      console.warn(`PASSED ONLY WHEN TRIED AGAIN: ${test.module.relativeModuleId} > ${test.fullName}`);
      for (const error of test.result().errors ?? []) console.warn(error.stack ?? error.message);
    }
  }
}
