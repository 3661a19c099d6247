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
import { tidied } from './message-text.ts'
import { speakerIn } from './speaker.ts'

interface Sending {
  /** Sends the message, saves the edit, or does what the command says. */
  readonly send: () => void
  /** Why what was entered could not be done. */
  readonly fault: string | null
  readonly clearFault: () => void
  readonly answer: Answer | null
  readonly closeAnswer: () => void
}

interface SendingOptions {
  readonly room: RoomState
  readonly composing: Composing
  /** Messages have to wait; commands need not. */
  readonly holdsMessages: boolean
}

/** What becomes of the text when it is entered. Whatever is not taken stays in the input. */
export function useSending({ room, composing, holdsMessages }: SendingOptions): Sending {
  const { id: roomId } = room
  const [fault, setFault] = useState<string | null>(null)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const clearInput = (): void => changeComposing(roomId, (before) => typed(before, ''))

  const say = ({ text, to, action }: Extract<CommandPlan, { type: 'send' }>): void => {
    if (holdsMessages) return
    const { replyTo } = composing
    const recipient = to ?? composing.to
    const isCommand = to !== undefined || action !== undefined
    changeComposing(roomId, isCommand ? (before) => typed(before, '') : sent)
    void sendMessage({
      roomId,
      text,
      ...(recipient && { to: recipient.personId }),
      ...(replyTo && !isCommand && { replyTo: replyTo.id }),
      ...(action && { action }),
    }).then((taken) => {
      if (!taken) changeComposing(roomId, (now) => takenBack(now, composing))
    })
  }

  const finish = (problem: RequestError | null): void => {
    if (problem) setFault(problem.message)
    else clearInput()
  }

  const carryOut = (plan: CommandPlan): void => {
    switch (plan.type) {
      case 'send':
        say(plan)
        return
      case 'fault':
        setFault(plan.message)
        return
      case 'answer':
        clearInput()
        setAnswer(plan.answer)
        return
      case 'leave':
        changeComposing(roomId, () => nothingComposed)
        leaveRoom(room)
        return
      case 'away':
        void setAway(plan.message).then(finish)
        return
      case 'request':
        void perform(plan.requests).then(finish)
        return
      default:
        assertNever(plan)
    }
  }

  const send = (): void => {
    setFault(null)
    if (composing.edit) {
      finishEdit(room, composing.edit)
      return
    }
    const text = tidied(composing.draft)
    if (text === '') return
    const speaker = speakerIn(room)
    const others = room.people.filter(({ id }) => id !== room.self.personId).map(({ nickname }) => nickname)
    const input = parseInput(text, speaker, others)
    if (input.type === 'fault') setFault(input.message)
    else carryOut(input.type === 'say' ? { type: 'send', text: input.text } : planCommand(input.command, room, speaker))
  }

  return {
    send,
    fault,
    clearFault: () => setFault(null),
    answer,
    closeAnswer: () => setAnswer(null),
  }
}

/** Saves an edit. One that leaves nothing of the message asks whether to take it back. */
function finishEdit({ id: roomId }: RoomState, edit: NonNullable<Composing['edit']>): void {
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
