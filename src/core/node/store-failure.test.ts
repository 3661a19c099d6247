import { describe, expect, test } from 'vitest'
import english from '../common/languages/en.json' with { type: 'json' }
import { sentenceFinder } from '../common/languages/known-sentences.ts'
import { describeStoreError, fileFault } from './store-failure.ts'

const systemError = (code: string): Error => Object.assign(new Error(`${code}: it did not work, open 'x'`), { code })
const sqliteError = (errcode: number): Error => Object.assign(new Error('unable to'), { errcode })
const find = sentenceFinder(english.sentences)

const codes = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EIO', 'ENOENT', 'ENOTDIR', 'EEXIST', 'EISDIR']
const rareCodes = ['ENAMETOOLONG', 'EBUSY', 'EMFILE', 'ENFILE', 'EWHATEVER']

describe('what the system says of a file', () => {
  test.each([...codes, ...rareCodes])('%s is told in words, in each language, and not as a code', (code) => {
    const words = fileFault(systemError(code))
    expect(words).toMatch(/^[a-z -]+$/)
    expect(find(words)).toHaveLength(1)
    const { message, cause } = describeStoreError(systemError(code), 'x.sqlite')
    expect(message).toMatch(/^x\.sqlite [a-z ,:-]+\.$/)
    expect(find(message)).toHaveLength(1)
    expect(cause).toMatchObject({ code })
  })

  test.each([1, 5, 8, 10, 11, 13, 14, 19, 26])('a result of SQLite, %i, is told in words, too', (result) => {
    const { message } = describeStoreError(sqliteError(result), 'x.sqlite')
    expect(message).toMatch(/^x\.sqlite [a-z]/)
    expect(message).not.toContain('unable to')
    expect(find(message)).not.toBeNull()
  })
})
