import { defineConfig } from 'vitest/config'
import { emojiNames } from './vite.config.ts'

/** Tests of the main process that open rooms, or ask servers. */
const withSockets = ['src/main/controller*.test.ts', 'src/main/host-room.test.ts', 'src/main/link-preview.test.ts']

/** Tests that replace modules: another test in the same worker would have loaded the real ones already. */
const withMocks = [
  'src/core/common/classic/server-stream.test.ts',
  'src/main/going-back.test.ts',
  'src/renderer/markdown/markdown-text.test.tsx',
]

export default defineConfig({
  test: {
    projects: [
      {
        // No socket and no process; a file only in a folder of the test's own. Part of `npm run check`.
        plugins: [emojiNames(import.meta.dirname)],
        test: {
          name: 'unit',
          // A worker for each file would cost more than all the tests. So a test puts back what it changes in a module.
          isolate: false,
          // The first text of all of Unicode takes fast-check a second, and more where others are at work, too.
          testTimeout: 20_000,
          include: [
            'src/core/common/**/*.test.ts',
            'src/main/**/*.test.ts',
            'src/renderer/**/*.test.{ts,tsx}',
            'bench/**/*.test.ts',
          ],
          exclude: [...withSockets, ...withMocks],
          // A style sheet that a test reads is text; the others do not matter.
          css: { include: /\?raw$/ },
        },
      },
      { test: { name: 'mocks', include: withMocks, testTimeout: 20_000 } },
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
