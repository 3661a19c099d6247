import { useState } from 'react'
import { assertNever } from '../../core/common/assert-never.ts'
import { parseInput } from '../../core/common/commands/parse-input.ts'
import type { RequestError } from '../../core/common/ipc-contract.ts'
import type { RoomState } from '../../core/common/room.ts'
import { leaveRoom, openDialog } from '../store/actions.ts'
import { changeComposing, clearDraft, say } from '../store/composer-actions.ts'
import { commandBack, nothingComposed, stepBack, type Composing } from '../store/composing.ts'
import { askToDelete, saveEdit } from '../store/message-actions.ts'
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
  readonly answer: Answer | null
  readonly closeAnswer: () => void
}

interface SendingOptions {
  readonly room: RoomState
  readonly composing: Composing
  /** Messages have to wait; commands need not. */
  readonly holdsMessages: boolean
}

/** What would be more messages than these is asked about: it may have been pasted by mistake. */
const partsWithoutAsking = 3

/** What becomes of the text when it is entered. Whatever is not taken stays in the input. */
export function useSending({ room, composing, holdsMessages }: SendingOptions): Sending {
  const [fault, setFault] = useState<string | null>(null)
  const [answer, setAnswer] = useState<Answer | null>(null)

  const carryOut = (plan: CommandPlan): void => {
    switch (plan.type) {
      case 'send': {
        if (holdsMessages) return
        const parts = partsOf(plan.text, messageBytes(room))
        if (parts > partsWithoutAsking) openDialog({ kind: 'long-text', roomId: room.id, outgoing: plan, parts })
        else say(room.id, plan)
        return
      }
      case 'fault':
        setFault(plan.message)
        return
      case 'answer':
        clearDraft(room.id)
        setAnswer(plan.answer)
        return
      case 'leave':
        changeComposing(room.id, () => nothingComposed)
        leaveRoom(room)
        return
      case 'away':
        carryOutCommand(setAway(plan.message))
        return
      case 'request':
        carryOutCommand(perform(plan.requests))
        return
      default:
        assertNever(plan)
    }
  }
  /** Makes room for what is typed meanwhile; back the command goes if it is refused. */
  const carryOutCommand = (refusal: Promise<RequestError | null>): void => {
    clearDraft(room.id)
    void refusal.then((problem) => {
      if (!problem) return
      changeComposing(room.id, (now) => commandBack(now, composing.draft))
      setFault(problem.message)
    })
  }
  const send = (): void => {
    setFault(null)
    setAnswer(null)
    if (composing.edit) finishEdit(room.id, composing.edit)
    else if (tidied(composing.draft) !== '') carryOut(planOf(tidied(composing.draft), room))
  }
  return {
    send,
    fault,
    clearFault: () => setFault(null),
    refuse: setFault,
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
