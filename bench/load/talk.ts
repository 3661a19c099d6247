/** Texts as people write them: what compresses differs from one to the next, as it does in a conversation. */

const words =
  `a about after again all also always am an and another any are around as ask at away back be because been before
best better between both but by call came can cannot change close come coming could course day did do does done down each early
either else end enough even evening ever every everybody fine first for forget found from game get give go going good got great
had half happy has have he hear help her here him his home hope hour house how if in into is it its just keep kind know last late
later least leave left less let like little long look lost lot lunch made make many may maybe me mean meet might minute moment
more morning most much must my name near need never new next nice night no nobody not nothing now of off often oh ok old on once
one only open or other our out over own part people perhaps place play please point put quite rather read ready really rest right
room round said same say see seems send server she should show since small so some somebody something soon sorry start still stop
such sure take talk tell than thank that the their them then there these they thing think this those thought through time to
today together tomorrow too took tried try turn two under until up us use very wait want was way we week well went were what when
where which while who why will wish with without word work world would write wrong year yes yesterday yet you your`.split(
    /\s+/,
  )

/** As many as may be under way at once, and not so many that they fill the memory. */
const textCount = 8192
const longestText = 512

/** The same in every run. */
const texts = Array.from({ length: textCount }, (_, index) => sentence(index + 1))

/** The text with this number, cut or continued to so many ASCII bytes. */
export function talk(number: number, bytes: number): string {
  const text = texts[number % textCount] ?? ''
  return text.repeat(Math.ceil(Math.max(0, bytes) / longestText)).slice(0, Math.max(0, bytes))
}

/** By a linear congruential generator (Numerical Recipes), so that it is repeatable. */
function sentence(seed: number): string {
  let state = Math.imul(seed, 2_654_435_761) >>> 0
  let text = ''
  while (text.length < longestText) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    text += `${words[state % words.length] ?? ''} `
  }
  return text.slice(0, longestText)
}
