import { expect, test } from 'vitest'
import { limitIn, openFilesFault } from './open-files.ts'

const limits = `Limit                     Soft Limit           Hard Limit           Units
Max processes             unlimited            unlimited            processes
Max open files            1024                 524288               files
Max locked memory         67108864             67108864             bytes
`

test('the limit that holds is the soft one', () => {
  expect(limitIn(limits)).toBe(1024)
  expect(limitIn('Max open files            unlimited            unlimited            files')).toBeNull()
  expect(limitIn('')).toBeNull()
})

test('more connections than files are refused in words', () => {
  expect(openFilesFault(5000, 20_000)).toBeNull()
  expect(openFilesFault(5000, null)).toBeNull()
  expect(openFilesFault(5000, 1024)).toContain('It takes 5100 open files, and this machine allows 1024.')
})
