import { useState } from 'react'
import { assertNever } from '../../core/common/assert-never.ts'
import { parseInput } from '../../core/common/commands/parse-input.ts'
import type { RequestError } from '../../core/common/ipc-contract.ts'
import type { RoomState } from '../../core/common/room.ts'
import { leaveRoom } from '../store/actions.ts'
import { changeComposing } from '../store/composer-actions.ts'
import { nothingComposed, sent, stepBack, takenBack, typed, type Composing } from '../store/composing.ts'
import { askToDelete, saveEdit, sendMessage } from '../store/message-actions.ts'
import { request } from '../store/requests.ts'
import { setAway } from '../store/room-actions.ts'
import type { Answer } from './answers.ts'
import { planCommand, type CommandPlan, type CommandRequest } from './command-plan.ts'
import { messageBytes, partsOf, tidied } from './message-text.ts'
import { speakerIn } from './speaker.ts'

interface Sending {
  /** Sends the message, saves the edit, or does what the command says. */
  readonly send: () => void
  /** Why what was entered could not be done. */
  readonly fault: string | null
  readonly clearFault: () => void
  /** Says what cannot be sent at all. */
  readonly refuse: (words: string) => void
  /** As how many messages a text would go out that waits for a yes or no; null if none does. */
  readonly askedParts: number | null
  readonly answerAsked: (isWanted: boolean) => void
  readonly answer: Answer | null
  readonly closeAnswer: () => void
}

interface SendingOptions {
  readonly room: RoomState
  readonly composing: Composing
  /** Messages have to wait; commands need not. */
  readonly holdsMessages: boolean
}

type SendPlan = Extract<CommandPlan, { type: 'send' }>

/** What would be more messages than these is asked about: it may have been pasted by mistake. */
const partsWithoutAsking = 3

/** What becomes of the text when it is entered. Whatever is not taken stays in the input. */
export function useSending({ room, composing, holdsMessages }: SendingOptions): Sending {
  const [fault, setFault] = useState<string | null>(null)
  const [answer, setAnswer] = useState<Answer | null>(null)

  const [asked, setAsked] = useState<{ readonly plan: SendPlan; readonly parts: number } | null>(null)

  const carryOut = (plan: CommandPlan): void => {
    switch (plan.type) {
      case 'send': {
        if (holdsMessages) return
        const parts = partsOf(plan.text, messageBytes(room))
        if (parts > partsWithoutAsking) setAsked({ plan, parts })
        else say(room.id, composing, plan)
        return
      }
      case 'fault':
        setFault(plan.message)
        return
      case 'answer':
        clearInput(room.id)
        setAnswer(plan.answer)
        return
      case 'leave':
        changeComposing(room.id, () => nothingComposed)
        leaveRoom(room)
        return
      case 'away':
        obey(setAway(plan.message))
        return
      case 'request':
        obey(perform(plan.requests))
        return
      default:
        assertNever(plan)
    }
  }
  /** What is typed meanwhile stays; a command that was not done comes back before it. */
  const obey = (done: Promise<RequestError | null>): void => {
    const { draft } = composing
    clearInput(room.id)
    void done.then((problem) => {
      if (!problem) return
      setFault(problem.message)
      changeComposing(room.id, (now) => takenBack(now, { ...now, draft }))
    })
  }
  const send = (): void => {
    setFault(null)
    setAnswer(null)
    if (composing.edit) finishEdit(room.id, composing.edit)
    else if (tidied(composing.draft) !== '') carryOut(planOf(tidied(composing.draft), room))
  }
  const answerAsked = (isWanted: boolean): void => {
    setAsked(null)
    if (isWanted && asked && !holdsMessages) say(room.id, composing, asked.plan)
  }
  return {
    send,
    fault,
    clearFault: () => setFault(null),
    refuse: setFault,
    askedParts: asked?.parts ?? null,
    answerAsked,
    answer,
    closeAnswer: () => setAnswer(null),
  }
}

/** What is to be done about a text: to say it, unless it is a command. */
function planOf(text: string, room: RoomState): CommandPlan {
  const speaker = speakerIn(room)
  const nicknames = (): string[] => room.people.map(({ nickname }) => nickname)
  const input = parseInput(text, speaker, nicknames)
  if (input.type === 'say') return { type: 'send', text: input.text }
  return input.type === 'fault' ? input : planCommand(input.command, room, speaker)
}

/** Sends a message; back it goes if it is not taken. What a command says answers nothing. */
function say(roomId: string, composing: Composing, plan: SendPlan): void {
  const { text, action } = plan
  const isCommand = plan.to !== undefined || action !== undefined
  const to = plan.to ?? composing.to
  const replyTo = isCommand ? null : composing.replyTo
  if (isCommand) clearInput(roomId)
  else changeComposing(roomId, sent)
  void sendMessage({
    roomId,
    text,
    ...(to && { to: to.personId }),
    ...(replyTo && { replyTo: replyTo.id }),
    ...(action && { action }),
  }).then((taken) => {
    if (!taken) changeComposing(roomId, (now) => takenBack(now, composing))
  })
}

function clearInput(roomId: string): void {
  changeComposing(roomId, (before) => typed(before, ''))
}

/** Saves an edit. One that leaves nothing of the message asks whether to take it back. */
function finishEdit(roomId: string, edit: NonNullable<Composing['edit']>): void {
  const text = tidied(edit.text)
  if (text === '') {
    askToDelete(roomId, edit.id)
    return
  }
  changeComposing(roomId, stepBack)
  if (text === edit.before) return
  void saveEdit(roomId, edit.id, text).then((taken) => {
    if (!taken) changeComposing(roomId, (now) => ({ ...now, edit }))
  })
}

/** Asks for one after the other. Answers why one was not done, or null. */
async function perform(requests: readonly CommandRequest[]): Promise<RequestError | null> {
  for (const { name, payload } of requests) {
    const answer = await request(name, payload)
    if (!answer.ok) return answer.error
  }
  return null
}
