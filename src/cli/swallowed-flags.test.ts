import { expect, test } from 'vitest'
import { parseHostFlags } from './host-flags.ts'
import { parseJoinFlags } from './join-flags.ts'

test('flags that npm kept to itself are asked for behind two dashes, whatever became of their values', () => {
  const joining = { npm_lifecycle_event: 'join', npm_config_nick: 'true' }
  expect(parseJoinFlags(['127.0.0.1:47001', 'eve'], joining)).toEqual({
    ok: false,
    error: 'npm has kept --nick to itself. Put -- before the flags: npm run join -- --nick …',
  })
  const hosting = { npm_lifecycle_event: 'start', npm_config_keep_days: '3', npm_config_port: 'true' }
  expect(parseHostFlags(['47011'], hosting)).toEqual({
    ok: false,
    error: 'npm has kept --port and --keep-days to itself. Put -- before the flags: npm start -- --port …',
  })
  expect(parseHostFlags([], { npm_lifecycle_event: 'host', npm_config_classic: '' })).toMatchObject({ ok: false })
})

test('what npm knows otherwise is no flag', () => {
  const env = { npm_lifecycle_event: 'join', npm_config_cache: '/tmp', npm_config_port: '1' }
  expect(parseJoinFlags(['127.0.0.1:47001', '--nick', 'eve'], env)).toMatchObject({ ok: true })
  expect(parseJoinFlags(['--nick', 'eve'], { npm_config_nick: 'true' })).toMatchObject({ ok: true })
})
