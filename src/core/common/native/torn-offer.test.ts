import { expect, test } from 'vitest'
import { isTornOffer } from './torn-offer.ts'

/** All but the last blank, with which the offer is made. */
const words = 'alice joined!\nConnected to server! \t'

test('words that stop anywhere are torn, but for where a classic server stops', () => {
  const whole = Array.from(words, (_, index) => words.slice(0, index + 1)).filter((said) => !isTornOffer(said, 'alice'))
  expect(whole).toEqual(['alice joined!', 'alice joined!\nConnected to server!'])
})

test.each(['', 'Welcome!', 'alice joined!Connected to server!', 'alice joined! Be nice', 'bob joined!\nConn'])(
  '%j is no torn offer',
  (said) => expect(isTornOffer(said, 'alice')).toBe(false),
)

test('they may come behind other lines', () => {
  expect(isTornOffer('The name alice is taken here. You are alice-2.\nalice-2 joi', 'alice-2')).toBe(true)
  expect(isTornOffer('Hello.\nalice joined!\nCo', 'alice')).toBe(true)
})
