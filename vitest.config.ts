import { defineConfig } from 'vitest/config'

/** Tests of the main process that open rooms. */
const withSockets = ['src/main/controller.test.ts']

export default defineConfig({
  test: {
    projects: [
      {
        // No socket and no process; a file only in a folder of the test's own. Part of `npm run check`.
        test: {
          name: 'unit',
          include: [
            'src/core/common/**/*.test.ts',
            'src/main/**/*.test.ts',
            'src/renderer/**/*.test.{ts,tsx}',
            'bench/**/*.test.ts',
          ],
          exclude: withSockets,
          // A style sheet that a test reads is text; the others do not matter.
          css: { include: /\?raw$/ },
        },
      },
      {
        // Real sockets and real programs, on port 0 of loopback.
        test: {
          name: 'sockets',
          include: [
            'src/core/node/**/*.test.ts',
            'e2e/peers/**/*.test.ts',
            'src/cli/**/*.test.ts',
            'scripts/**/*.test.ts',
            ...withSockets,
          ],
          testTimeout: 30_000,
        },
      },
      {
        // Packages the built app and starts it. After `npm run build`.
        test: {
          name: 'packaging',
          include: ['e2e/packaging/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
