import { afterEach, beforeEach, expect, test } from 'vitest'
import { foldToAscii } from './ascii-folding.ts'
import { foldNamesBy, nameFolding, nameKey } from './name-key.ts'
import { nicknameKey } from './nickname.ts'

const names = ['Ána', 'ＡＬＩＣＥ', 'Zoë', 'bob', '北京', 'Dr. Who']
let withoutAccents = nameFolding()

beforeEach(() => {
  withoutAccents = nameFolding()
})

afterEach(() => foldNamesBy(withoutAccents))

test('accents and case are left out before the large table is there', () => {
  expect(names.map(nameKey)).toEqual(['ana', 'alice', 'zoe', 'bob', '北京', 'dr. who'])
})

test('with the table, a name is found by the key under which the room keeps it', () => {
  foldNamesBy(foldToAscii)
  expect(names.map(nameKey)).toEqual(names.map(nicknameKey))
})
