// Tasks (A7 to A11): the section, one task, adding, changing, done and undone, repeating, all of them.
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { agency } from '../lib/agency.mjs'

let stage, who, id
const T = '/profiles/providers/1/tasks'
const row = async task => (await stage.sql(`SELECT state, due, assignee_id, recurs, follows_id, done_by, version FROM task WHERE id = ${task}`))[0]
const last = async () => Number((await stage.sql('SELECT MAX(id) FROM task'))[0][0])

before(async () => {
  // Tuesday 24 November 2026, 8:40 am in Sydney
  ({ stage, who, id } = await agency({ clock: '2026-11-23T21:40:00Z', people: ['admin', 'manager', 'reader', 'far'] }))
})
after(() => stage?.stop())

const add = async (fields, path = T) => {
  const answer = await who.manager.submit(path + '/add', fields)
  assert.equal(answer.status, 303, answer.words)
  return last()
}

test('an empty section says what to do', async () => {
  const page = await who.manager.get(T)
  assert.equal(page.status, 200)
  assert.match(page.words, /No open tasks .*Add one/)
  assert.match((await who.reader.get(T)).words, /No open tasks/)
  assert.equal((await who.reader.get(T)).text.includes(T + '/add'), false)
})

test('a task is added, read, changed, and says who did what', async () => {
  const title = 'Ring <b>Leo</b> "now" & later | javascript:alert(1) <?cs var:Page.Csrf ?> 家'
  const task = await add({ title, due: '2026-11-20', details: 'a\nb' })
  assert.deepEqual((await row(task)).slice(0, 4), ['open', '2026-11-20', String(id.manager), ''])
  const page = await who.reader.get(`${T}/${task}`)
  assert.equal(page.html.querySelector('.profile-body h2').text, title)
  assert.match(page.words, /Overdue/)
  assert.equal(page.html.querySelector('.profile-body form'), null, 'a reader has no button')
  const answer = await who.manager.submit(`${T}/${task}/edit`, { title: 'Ring Leo', assignee_id: String(id.admin) })
  assert.equal(answer.status, 303)
  assert.equal((await row(task))[2], String(id.admin))
  assert.match((await who.reader.get(`${T}/${task}`)).words, /Gwen Hartley changed the task: What has to be done, Who does it .*Gwen Hartley added the task/)
  const [[changes]] = await stage.sql(`SELECT changes FROM audit WHERE kind = 'task' AND object_id = ${task} AND action = 'changed'`)
  assert.deepEqual(JSON.parse(changes).title, [title, 'Ring Leo'])
})

test('what is wrong is said beside the field', async () => {
  let page = await who.manager.submit(T + '/add', { title: '', due_d: '31', due_m: '2', due_y: '2027' })
  assert.equal(page.status, 422)
  assert.equal(page.error('title'), 'Fill in “What has to be done”')
  assert.match(page.error('due'), /a day that exists/)
  assert.match(page.html.querySelector('title').text, /^Error: /)
  page = await who.manager.submit(T + '/add', { title: 'x', recurs: 'FREQ=WEEKLY' })
  assert.equal(page.status, 422)
  assert.match(page.error('due'), /counts from there/)
  page = await who.manager.submit(T + '/add', { title: 'x', due: '2026-11-27', recurs: 'FREQ=SECONDLY' })
  assert.equal(page.status, 422)
  page = await who.manager.submit(T + '/add', { title: 'x', due: '2026-11-27', recurs: 'custom', every: '0' })
  assert.match(page.error('every'), /1 or more/)
  page = await who.manager.submit(T + '/add', { title: 'x', assignee_id: '999' })
  assert.equal(page.error('assignee_id'), 'Choose one of the answers')
})

test('two people change the same task: the second sees both', async () => {
  const task = await add({ title: 'First words' })
  const form = await who.manager.get(`${T}/${task}/edit`)
  await who.admin.submit(`${T}/${task}/edit`, { title: 'Words of the admin' })
  const fields = new Map(form.fields(`${T}/${task}/edit`)).set('title', 'Words of the manager')
  const answer = await who.manager.post(`${T}/${task}/edit`, fields)
  assert.equal(answer.status, 409)
  assert.match(answer.words, /Words of the admin/)
  assert.ok(answer.fields(`${T}/${task}/edit`).some(([n, v]) => n === 'title' && v === 'Words of the manager'))
})

test('done with one click, undone within the hours, opened again after them', async () => {
  const task = await add({ title: 'Once' })
  let answer = await who.manager.press(`${T}/${task}/done`, T)
  assert.equal(answer.status, 303)
  assert.deepEqual((await row(task))[0], 'done')
  assert.match((await who.manager.get(answer.location)).words, /“Once” is done\. Open it, or undo/)
  const page = await who.reader.get(T + '?show=done')
  assert.match(page.words, /Once .*today, 8:40 am Gwen Hartley/)
  // again, from a page that is older: nothing happens twice
  answer = await who.admin.submit(`${T}/${task}/undo`, {}, { from: `${T}/${task}` })
  assert.equal((await row(task))[0], 'open')
  await who.manager.press(`${T}/${task}/done`, T)
  const actions = await stage.sql(`SELECT action FROM audit WHERE kind = 'task' AND object_id = ${task} ORDER BY id`)
  assert.deepEqual(actions.flat(), ['added', 'done', 'undone', 'done'])
})

test('after the hours it can be opened again, not undone', async () => {
  const task = await add({ title: 'Late thought' })
  await who.manager.press(`${T}/${task}/done`, T)
  await stage.sql(`UPDATE task SET done_at = '2026-11-22 20:00:00' WHERE id = ${task}`)
  const page = await who.manager.get(`${T}/${task}`)
  assert.throws(() => page.fields(`${T}/${task}/undo`))
  const refused = await who.manager.post(`${T}/${task}/undo`, page.fields(`${T}/${task}/reopen`).reduce((m, [k, v]) => m.set(k, v), new Map()))
  assert.equal(refused.status, 422)
  assert.match(refused.words, /too late to undo/)
  assert.equal((await who.manager.press(`${T}/${task}/reopen`, `${T}/${task}`)).status, 303)
  assert.equal((await row(task))[0], 'open')
})

test('a task that repeats is followed once, and the next one goes away with undo', async () => {
  const task = await add({ title: 'Every fortnight', due: '2026-11-13', recurs: 'FREQ=WEEKLY;INTERVAL=2', assignee_id: '' })
  const next = async () => (await stage.sql(`SELECT id, due, state FROM task WHERE follows_id = ${task}`))
  await who.manager.press(`${T}/${task}/done`, T)
  let [[nextId, due, state]] = await next()
  // 13 and 27 November: the 27th is the first that is not over
  assert.deepEqual([due, state], ['2026-11-27', 'open'])
  await who.manager.press(`${T}/${task}/undo`, `${T}/${task}`)
  assert.equal((await row(nextId))[0], 'deleted')
  await who.manager.press(`${T}/${task}/done`, T)
  assert.equal((await next()).length, 1)
  assert.equal((await row(nextId))[0], 'open')
  // somebody worked on the next one: it stays when the first is undone
  await who.admin.submit(`${T}/${nextId}/edit`, { details: 'begun' })
  await who.manager.press(`${T}/${task}/undo`, `${T}/${task}`)
  assert.equal((await row(nextId))[0], 'open')
  assert.match((await who.manager.get(`${T}/${nextId}`)).words, /every second Friday/)
})

test('two presses at once make one next task', async () => {
  const task = await add({ title: 'Twice pressed', due: '2026-11-24', recurs: 'FREQ=DAILY' })
  const forms = await Promise.all([who.manager.get(T), who.admin.get(T)])
  const answers = await Promise.all([who.manager, who.admin].map((w, i) => w.post(`${T}/${task}/done`, new Map(forms[i].fields(`${T}/${task}/done`)))))
  assert.deepEqual(answers.map(a => a.status), [303, 303])
  assert.deepEqual((await stage.sql(`SELECT COUNT(*) FROM task WHERE follows_id = ${task}`))[0], ['1'])
})

test('putting one off does not move those after it; the end of a month stays its end', async () => {
  const task = await add({ title: 'End of month', due: '2026-11-30', recurs: 'FREQ=MONTHLY' })
  assert.equal((await row(task))[3], 'FREQ=MONTHLY;BYMONTHDAY=-1')
  await who.manager.submit(`${T}/${task}/edit`, { due: '2026-12-02' })
  await who.manager.press(`${T}/${task}/done`, T)
  assert.deepEqual((await stage.sql(`SELECT due FROM task WHERE follows_id = ${task}`))[0], ['2026-12-31'])
})

test('a rule that ends makes no more', async () => {
  const task = await add({ title: 'Three weeks', due: '2026-11-24', recurs: 'custom', every: '3', unit: 'WEEKLY', until: '2026-12-01' })
  assert.equal((await row(task))[3], 'FREQ=WEEKLY;INTERVAL=3;UNTIL=20261201')
  await who.manager.press(`${T}/${task}/done`, T)
  assert.deepEqual((await stage.sql(`SELECT COUNT(*) FROM task WHERE follows_id = ${task}`))[0], ['0'])
  const form = await who.manager.get(`${T}/${task}/edit`)
  assert.ok(form.fields(`${T}/${task}/edit`).some(([n, v]) => n === 'every' && v === '3'))
})

test('a deleted task waits to be brought back', async () => {
  const task = await add({ title: 'Not wanted' })
  await who.manager.press(`${T}/${task}/delete`, `${T}/${task}`)
  assert.equal((await row(task))[0], 'deleted')
  assert.doesNotMatch((await who.manager.get(T)).html.querySelector('.card-list').text, /Not wanted/)
  assert.match((await who.manager.get(T + '?show=deleted')).words, /Not wanted/)
  assert.equal((await who.manager.get(`${T}/${task}/edit`)).status, 404)
  await who.manager.press(`${T}/${task}/restore`, T + '?show=deleted')
  assert.equal((await row(task))[0], 'open')
})

test('a task is reached only below its own provider, and only by who may', async () => {
  const task = await add({ title: 'Of the lodge' })
  const foreign = `/profiles/providers/2/tasks/${task}`
  assert.equal((await who.manager.get(foreign)).status, 404)
  const token = new Map((await who.manager.get(T)).fields(`${T}/${task}/done`))
  assert.equal((await who.manager.post(foreign + '/done', token)).status, 404)
  assert.equal((await who.far.get(`${T}/${task}`)).status, 404)
  assert.equal((await who.far.get('/profiles/tasks?show=team')).text.includes('Of the lodge'), false)
  assert.equal((await who.reader.get(`${T}/add`)).status, 403)
  const reader = new Map([['_csrf', (await who.reader.get(T)).html.querySelector('[name=_csrf]').getAttribute('value')]])
  assert.equal((await who.reader.post(`${T}/${task}/done`, reader)).status, 403)
  assert.equal((await row(task))[0], 'open')
})

test('all tasks: mine, nobody\'s, all, overdue, done, in pages', async () => {
  await stage.sql(`INSERT INTO task (provider_id, title, details, due) SELECT 2, CONCAT('Heap ', seq), '', '2026-12-01' FROM seq_1_to_60`)
  let page = await who.manager.get('/profiles/tasks?show=unassigned')
  assert.equal(page.html.querySelectorAll('tbody tr').length, 25)
  assert.match(page.words, /1 to 25 of 6\d/)
  page = await who.manager.get(page.html.querySelector('a[rel=next]').getAttribute('href').replace(/&amp;/g, '&'))
  assert.match(page.words, /26 to 50 of 6\d/)
  for (const show of ['mine', 'team', 'overdue', 'done', 'nonsense', ''])
    assert.equal((await who.manager.get('/profiles/tasks?show=' + show)).status, 200)
  assert.match((await who.manager.get('/profiles/tasks?show=overdue')).words, /Overdue, /)
  const answer = await who.manager.press((await who.manager.get('/profiles/tasks')).html.querySelector('tbody form').getAttribute('action'), '/profiles/tasks')
  assert.equal(answer.location, '/profiles/tasks?show=mine')
  assert.match((await who.far.get('/profiles/tasks')).words, /Nothing waits for you/)
})
