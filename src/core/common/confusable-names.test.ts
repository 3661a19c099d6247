import { array, assert, constantFrom, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { confusableSkeleton, lookAlikeOf, LookAlikes, looksAlike } from './confusable-names.ts'
import { nicknameKey } from './nickname.ts'

describe('a skeleton', () => {
  test.each(['aIice', 'а1ice', 'a|ice', 'al\u0456ce', 'Alice', '𝐚𝐥𝐢𝐜𝐞', 'ａｌｉｃｅ', 'ⓐlice', 'álice', 'al\u200Bice'])(
    'of %j is that of alice',
    (name) => {
      expect(confusableSkeleton(name)).toBe(confusableSkeleton('alice'))
    },
  )

  test('has nothing left to map', () => {
    assert(
      property(string({ unit: 'binary' }), (name) => {
        const skeleton = confusableSkeleton(name)
        expect(confusableSkeleton(skeleton)).toBe(skeleton)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('two names look the same', () => {
  test.each([
    ['alice', 'aIice'],
    ['alice', 'а1ice'],
    ['ALICE', 'aIice'],
    ['ALICE', 'AL1CE'],
    ['alice', 'AL1CE'],
    ['iris', 'IRlS'],
    ['bob', 'b0b'],
    ['Bob', 'Вob'],
    ['Carmen', 'Carrnen'],
    ['MARTA', 'rnarta'],
    ['William', 'vvilliam'],
    ['Olaf', 'øIaf'],
    ['Cara', 'Сага'.replace('г', 'r')],
    ['room1', 'rooml'],
    ['Al', 'AI'],
    ['Anna B', 'Аnna B'],
  ])('%j and %j', (one, other) => {
    expect(looksAlike(one, other)).toBe(true)
    expect(looksAlike(other, one)).toBe(true)
  })

  test.each([
    ['Anna', 'Hanna'],
    ['Jan', 'Jan2'],
    ['alice', 'alice-2'],
    ['alice-2', 'alice-3'],
    ['Anna', 'Anna B'],
    ['Paul', 'Paui'],
    ['Eli', 'Ell'],
    ['Al', 'Ai'],
    ['Clara', 'Dara'],
    ['Juan', 'Joan'],
    ['か', 'が'],
    ['किरण', 'करण'],
    ['北京', '東京'],
    ['😀', '😃'],
  ])('but not %j and %j', (one, other) => {
    expect(looksAlike(one, other)).toBe(false)
    expect(looksAlike(other, one)).toBe(false)
  })

  test('but no two of the names that people have', () => {
    const names =
      'Ada Adam Ali Alina Amina Amir Ana Anders Andrea Andy Ann Anna Anne Anton Ari Arne Ben Bill Bo Carl Carla ' +
      'Chen Clara Dan Dana Dara Dave Dina Dora Ed Ela Eli Elif Elin Ella Elli Emil Emily Emma Eric Eva Fatima Finn ' +
      'Gina Hana Hanna Hannah Hans Ida Ilse Ina Ines Ira Iris Ivan Jan Jana Jane Jill Jim Jo Joan Joe Jon Juan Julia ' +
      'Kai Karl Kim Lea Leila Lena Leo Li Lia Lila Lili Lilian Lin Lina Lisa Liu Liv Luca Luis Luisa Mai Mara Maria ' +
      'Mariam Marie Marina Mario Marion Mia Mila Milo Mina Mira Mona Nadia Nils Nina Noa Noah Nora Olga Oli Omar Per ' +
      'Rina Rita Rob Ron Sam Sara Sasha Sia Sina Sofia Tia Tim Tina Tom Uli Ulla Vera Wanda Wei Wen Will Willi Yan Zoe'
    const room = new LookAlikes()
    for (const name of names.split(' ')) {
      expect([...room.all(name)]).toEqual([])
      room.add(name)
    }
  })
})

describe('in a room', () => {
  test('the first name that looks the same and is another is found', () => {
    expect(lookAlikeOf('aIice', ['bob', 'alice', 'а1ice'])).toBe('alice')
    expect(lookAlikeOf('alice', ['bob', 'Alice', 'ÁLICE', 'alice-2'])).toBeNull()
    expect(lookAlikeOf('alice', [])).toBeNull()
  })

  test('a name that is gone is found no more', () => {
    const room = new LookAlikes()
    room.add('alice')
    room.add('alice')
    room.add('а1ice')
    expect([...room.all('aIice')]).toEqual(['alice', 'а1ice'])
    room.delete('alice')
    expect([...room.all('aIice')]).toEqual(['а1ice'])
    room.delete('а1ice')
    room.delete('nobody')
    expect([...room.all('aIice')]).toEqual([])
  })

  test('asking by skeletons finds what comparing all names finds', () => {
    const name = array(
      constantFrom('a', 'l', 'I', 'i', '1', 'L', 'а', 'rn', 'm', 'M', 'W', 'vv', '0', 'o', 'O', 'é', ' '),
      {
        minLength: 1,
        maxLength: 4,
      },
    ).map((parts) => parts.join(''))
    assert(
      property(array(name), array(name), name, (stay, leave, asked) => {
        const room = new LookAlikes()
        for (const one of [...stay, ...leave]) room.add(one)
        for (const one of leave) room.delete(one)
        const left = stay.filter((one) => !leave.includes(one))
        const found = [...room.all(asked)]
        const isMeant = (one: string): boolean => looksAlike(one, asked) && nicknameKey(one) !== nicknameKey(asked)
        expect(found.toSorted()).toEqual([...new Set(left.filter(isMeant))].toSorted())
      }),
      { numRuns: 1000 },
    )
  })
})
