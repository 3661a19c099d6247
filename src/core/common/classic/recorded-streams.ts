/**
 * What classic servers send, byte for byte, and what it means: the examples that the splitter is tested with.
 *
 * A stream is a list of bursts. Within a burst the reads may be cut anywhere; after it there is a quiet moment.
 */
import type { ClassicServerItem } from './server-stream.ts'

export interface RecordedBurst {
  readonly bytes: Uint8Array
  readonly items: readonly ClassicServerItem[]
}

export interface RecordedStream {
  readonly name: string
  /** Who listens. */
  readonly nickname: string
  readonly bursts: readonly RecordedBurst[]
}

const encoder = new TextEncoder()

function burst(text: string, ...items: ClassicServerItem[]): RecordedBurst {
  return { bytes: encoder.encode(text), items }
}

function rawBurst(bytes: readonly number[], ...items: ClassicServerItem[]): RecordedBurst {
  return { bytes: Uint8Array.from(bytes), items }
}

function message(nickname: string, text: string): ClassicServerItem {
  return { type: 'message', nickname, text }
}

function line(text: string): ClassicServerItem {
  return { type: 'line', text }
}

function joined(nickname: string): ClassicServerItem {
  return { type: 'joined', nickname }
}

function left(nickname: string): ClassicServerItem {
  return { type: 'left', nickname }
}

const requested: ClassicServerItem = { type: 'nickname-requested' }
const connected: ClassicServerItem = { type: 'connected', offersNative: false }
const offered: ClassicServerItem = { type: 'connected', offersNative: true }

const greeting = burst('NICK', requested)
const longText = 'The quick brown fox jumps over the lazy dog. '.repeat(22).trim()

/** The tutorial server: one write a message, no framing. */
const tutorialServer: readonly RecordedStream[] = [
  {
    name: 'a person alone with others who come, talk and go',
    nickname: 'alice',
    bursts: [
      greeting,
      burst('alice joined!', joined('alice')),
      burst('Connected to server!', connected),
      burst('bob joined!', joined('bob')),
      burst('bob: hi', message('bob', 'hi')),
      burst('alice: hello bob', message('alice', 'hello bob')),
      burst('bob left!', left('bob')),
    ],
  },
  {
    name: 'the first read of a newcomer, run together',
    nickname: 'alice',
    bursts: [greeting, burst('alice joined!Connected to server!', joined('alice'), connected)],
  },
  {
    name: 'a newcomer to a room that is talking',
    nickname: 'alice',
    bursts: [
      burst(
        'NICKalice joined!Connected to server!carol: anybody new?',
        requested,
        joined('alice'),
        connected,
        message('carol', 'anybody new?'),
      ),
      burst('alice: mecarol: welcome', message('alice', 'me'), message('carol', 'welcome')),
    ],
  },
  {
    name: 'quick messages, run together',
    nickname: 'alice',
    bursts: [
      greeting,
      burst('bob joined!', joined('bob')),
      burst('alice: hibob: yoalice: 2', message('alice', 'hi'), message('bob', 'yo'), message('alice', '2')),
      burst('bob: 1bob: 2bob: 3bob left!', message('bob', '1'), message('bob', '2'), message('bob', '3'), left('bob')),
    ],
  },
  {
    name: 'people who were here before us',
    nickname: 'alice',
    bursts: [
      burst('zoe: hello', message('zoe', 'hello')),
      burst('zoe: againalice: hizoe: bye', message('zoe', 'again'), message('alice', 'hi'), message('zoe', 'bye')),
      burst('dave left!', left('dave')),
    ],
  },
  {
    name: 'a join and a leave behind a message',
    nickname: 'alice',
    bursts: [
      burst('bob: brbbob left!bob joined!', message('bob', 'brb'), left('bob'), joined('bob')),
      burst('alice: wbbob left!', message('alice', 'wb'), left('bob')),
      burst('alice: hm.bob: hi', message('alice', 'hm.bob: hi')),
    ],
  },
  {
    name: 'somebody unknown behind a message, whose name could begin anywhere',
    nickname: 'alice',
    bursts: [burst('alice: hizoe joined!', message('alice', 'hizoe joined!')), burst('zoe: hi', message('zoe', 'hi'))],
  },
  {
    name: 'two people with one name',
    nickname: 'alice',
    bursts: [
      burst('alice joined!', joined('alice')),
      burst('alice left!alice: still here', left('alice'), message('alice', 'still here')),
    ],
  },
  {
    name: 'a message of 1,024 bytes and more, cut by the server',
    nickname: 'alice',
    bursts: [
      burst('bob joined!', joined('bob')),
      burst(`bob: ${longText}`, message('bob', longText)),
      burst(`bob: ${longText}alice: long`, message('bob', longText), message('alice', 'long')),
      burst('the rest of it', line('the rest of it')),
    ],
  },
  {
    name: 'characters beyond ASCII',
    nickname: 'alice',
    bursts: [
      burst('Zoë joined!', joined('Zoë')),
      burst(
        'Zoë: café “naïve” — 😀 🇬🇧alice: 你好Zoë left!',
        message('Zoë', 'café “naïve” — 😀 🇬🇧'),
        message('alice', '你好'),
        left('Zoë'),
      ),
    ],
  },
  {
    name: 'NICK as a message',
    nickname: 'alice',
    bursts: [
      greeting,
      burst('bob: NICK', message('bob', 'NICK')),
      burst('NICK', line('NICK')),
      burst('bob: NICKalice: NICK', message('bob', 'NICK'), message('alice', 'NICK')),
    ],
  },
  {
    name: 'a server that says something else first',
    nickname: 'alice',
    bursts: [burst('NI', line('NI')), burst('NICK', line('NICK'))],
  },
  {
    name: 'names inside a message',
    nickname: 'alice',
    bursts: [
      burst('bob joined!', joined('bob')),
      burst('alice: tell bob: hi', message('alice', 'tell bob: hi')),
      burst('Jobob joined!', joined('Jobob')),
      burst('alice: tell Jobob: hi', message('alice', 'tell Jobob: hi')),
      burst('Jobob: Jobob: hi', message('Jobob', 'Jobob: hi')),
      burst('J.bob: hi', message('J.bob', 'hi')),
      burst('alice: @bob: look (bob: look)', message('alice', '@bob: look (bob: look)')),
      burst('alice: I saw that bob left!', message('alice', 'I saw that bob left!')),
      burst('alice: bob joined!', message('alice', 'bob joined!')),
      burst('alice: Connected to server!', message('alice', 'Connected to server!')),
      burst('bob: alice: hi', message('bob', 'alice: hi')),
    ],
  },
  {
    name: 'names with spaces and dots, and names that end in other names',
    nickname: 'Dr. Who',
    bursts: [
      burst('Dr. Who joined!Connected to server!', joined('Dr. Who'), connected),
      burst('Mary Ann joined!', joined('Mary Ann')),
      burst('Ann joined!', joined('Ann')),
      burst(
        'Mary Ann: oneAnn: twoMary Ann: threeDr. Who: four',
        message('Mary Ann', 'one'),
        message('Ann', 'two'),
        message('Mary Ann', 'three'),
        message('Dr. Who', 'four'),
      ),
      burst('Joann: five', message('Joann', 'five')),
      burst('JoAnn: six', message('JoAnn', 'six')),
      burst('Mary Ann left!Ann left!', left('Mary Ann'), left('Ann')),
    ],
  },
  {
    name: 'emoji as a folded name',
    nickname: ':grinning: bob',
    bursts: [
      burst(':grinning: bob joined!', joined(':grinning: bob')),
      burst(':grinning: bob: hi:joy:: yo', message(':grinning: bob', 'hi:joy:: yo')),
      burst(':joy:: yo:grinning: bob: hi', message(':joy:', 'yo'), message(':grinning: bob', 'hi')),
    ],
  },
]

/** A Snug host, and programs that write their own way. */
const otherServers: readonly RecordedStream[] = [
  {
    name: 'a Snug host, which separates with line feeds what is due at once',
    nickname: 'alice',
    bursts: [
      greeting,
      burst(
        'The name alice is taken here. You are alice-2.\nalice-2 joined!\nConnected to server!',
        line('The name alice is taken here. You are alice-2.'),
        joined('alice-2'),
        connected,
      ),
      burst(
        'bob: one\nbob: two\nzoe joined!\nzoe: three\nbob left!',
        message('bob', 'one'),
        message('bob', 'two'),
        joined('zoe'),
        message('zoe', 'three'),
        left('bob'),
      ),
      burst('zoe: (1/2) a long zoe: (2/2) story', message('zoe', '(1/2) a long zoe: (2/2) story')),
      burst('zoe: fourzoe: five\nzoe: six', message('zoe', 'four'), message('zoe', 'five'), message('zoe', 'six')),
      burst('zoe: The host closed the room.', message('zoe', 'The host closed the room.')),
      burst('zoe: byeThe host closed the room.', message('zoe', 'bye'), line('The host closed the room.')),
    ],
  },
  {
    name: 'blanks behind the welcome',
    nickname: 'alice',
    bursts: [
      burst('NICK', requested),
      burst('alice joined!Connected to server!    bob: hi', joined('alice'), connected, message('bob', 'hi')),
      burst('Connected to server! \t', connected),
      burst('  Connected to server! \t\nbob: hi', connected, message('bob', 'hi')),
    ],
  },
  {
    name: 'a host that offers the native protocol',
    nickname: 'alice',
    bursts: [
      burst('NICK', requested),
      burst('alice joined!\nConnected to server! \t ', joined('alice'), offered),
      burst('Connected to server! \t bob: hi', offered, message('bob', 'hi')),
      burst('Connected to server! \t   \nbob: hi', offered, message('bob', 'hi')),
    ],
  },
  {
    name: 'a server that ends its lines',
    nickname: 'alice',
    bursts: [
      burst('NICK\r\n', requested),
      burst(
        'Welcome to the lab\r\n\r\nalice joined!\r\nConnected to server!\r\n',
        line('Welcome to the lab'),
        joined('alice'),
        connected,
      ),
      burst('bob: one\r\nbob: two\n\n\n', message('bob', 'one'), message('bob', 'two')),
    ],
  },
  {
    name: 'lines without a name',
    nickname: 'alice',
    bursts: [
      burst('The room closes at five.', line('The room closes at five.')),
      burst(`${longText}alice: thanks`, line(longText), message('alice', 'thanks')),
      burst(`:) ${longText}alice: thanks`, line(`:) ${longText}`), message('alice', 'thanks')),
      burst('Hi.alice: thanks', message('Hi.alice', 'thanks')),
      burst('See you soonConnected to server!', line('See you soon'), connected),
      burst(': : nobody', line(': : nobody')),
      burst('alice: '),
      burst('alice: \nbob: ok', message('bob', 'ok')),
    ],
  },
  {
    name: 'what a host tells of what happens',
    nickname: 'yul',
    bursts: [
      burst('* xena set the topic: Lunch', line('* xena set the topic: Lunch')),
      burst('xena: hi\n* xena set the topic: Tea', message('xena', 'hi'), line('* xena set the topic: Tea')),
    ],
  },
  {
    name: 'bytes that are no text',
    nickname: 'alice',
    bursts: [
      rawBurst([0x4e, 0x49, 0x43, 0x4b, 0x00, 0x07, 0x1b], requested),
      rawBurst(
        [0xff, 0xfe, 0xc3, 0x28, 0x80, 0xe2, 0x82, 0x0a, 0xf0, 0x9f],
        line('\ufffd\ufffd\ufffd(\ufffd\ufffd'),
        line('\ufffd'),
      ),
      burst('\u001b]0;pwned\u0007bob: \u001b[31mred\u0000\u009b0m', message(']0;pwnedbob', '[31mred0m')),
      rawBurst([...encoder.encode('alice: caf'), 0xe9], message('alice', 'caf\ufffd')),
    ],
  },
]

export const recordedStreams: readonly RecordedStream[] = [...tutorialServer, ...otherServers]
