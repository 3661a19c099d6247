import { defineConfig } from 'playwright/test'
import { patienceMs } from './e2e/peers/patience.ts'

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  snapshotPathTemplate: '{testDir}/looks/{arg}{ext}',
  // A busy machine is no reason to fail. What is waited for says so before the whole test is given up.
  timeout: 6 * patienceMs,
  expect: { timeout: patienceMs },
  // Each test runs a whole app; more at once only makes all of them slow.
  workers: 1,
  reporter: 'list',
  forbidOnly: process.env['CI'] !== undefined,
  use: { trace: 'retain-on-failure' },
})
