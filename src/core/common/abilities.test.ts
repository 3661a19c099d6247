import { expect, test } from 'vitest'
import { refusalOf } from './abilities.ts'
import { directQuoteRefusal } from './quote.ts'

const post = { type: 'post', id: 'p', text: 'yes' } as const
const quote = { id: 'm', nickname: 'alice', excerpt: 'the secret' }

test.each([['on a classic server', []] as const, ['in this room', ['replies', 'direct']] as const])(
  'what two people know is quoted to nobody else %s',
  (place, abilities) => {
    expect(refusalOf(post, abilities, place, { ...quote, direct: true })).toBe(directQuoteRefusal)
    expect(refusalOf(post, abilities, place, quote)).toBeNull()
    expect(refusalOf({ ...post, to: 'alice' }, ['direct'], place, { ...quote, direct: true })).toBeNull()
  },
)
