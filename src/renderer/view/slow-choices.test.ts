import { expect, test } from 'vitest'
import { slowChoices } from './slow-choices.ts'

test('the usual choices are offered, and whatever is set now', () => {
  expect(slowChoices(0).map(({ seconds }) => seconds)).toEqual([0, 5, 10, 30, 60, 300])
  expect(slowChoices(45).map(({ seconds }) => seconds)).toEqual([0, 5, 10, 30, 45, 60, 300])
  expect(slowChoices(0).map(({ words }) => words)).toEqual([
    'Off',
    'One message in 5 s',
    'One message in 10 s',
    'One message in 30 s',
    'One message in 1 min',
    'One message in 5 min',
  ])
})
