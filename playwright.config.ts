import { defineConfig } from 'playwright/test'

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  snapshotPathTemplate: '{testDir}/looks/{arg}{ext}',
  // A busy machine is no reason to fail.
  timeout: 60_000,
  // Each test runs a whole app; more at once only makes all of them slow.
  workers: 1,
  reporter: 'list',
  forbidOnly: process.env['CI'] !== undefined,
  use: { trace: 'retain-on-failure' },
})
