// The eight forms that ship, with something to answer to each, and what fills a whole form in over HTTP.
// SPDX-License-Identifier: MIT
//
//   const sent = await fillWhole(client, `/forms/fill/${id}`, ANSWERS['home-visit'])
//
// A name is the last step of a question's path; name#2 is the second instance of its repeat. A date is a day
// ("2026-11-20"), a time as one types it, several ticks a list.
import assert from 'node:assert/strict'
import { boxes } from './fill.mjs'

// For 24 November 2026.
export const ANSWERS = {
  'home-visit': { visited_on: '2026-11-23', arrived: '10:15 am', left: '11:40 am', kind: 'planned', place: 'home', purpose: ['routine', 'children'],
    seen: 'Joan Mercer', same: 'no', given: 'Joan', family: 'Mercer', born: '1975-03-04', relation: 'carer', check: 'yes', check_to: '2028-01-31',
    'given#2': 'Kit', 'family#2': 'Mercer', 'born#2': '2011-05-06', 'relation#2': 'own_child', alarms: 'ok', exits: 'ok', medicines: 'fix', poisons: 'ok',
    water: 'ok', sleeping: 'ok', car: 'na', pool_there: 'no', guns_there: 'no', fix_what: 'A lock for the medicine box, by Friday.', spoke: 'yes',
    who: 'Kit', settled: '4', school: 'well', contact: 'as_planned', health: 'Well.', wishes: 'To keep the football.', coping: 'stretched',
    help: ['respite'], help_words: 'One weekend off.', worry: 'none', summary: 'A calm house; the medicine box needs a lock.', agreed: 'Joan buys a lock.',
    restricted: 'no', task: 'Look at the medicine box', task_due: '2026-12-01', task_who: 'me', next_visit: '2027-01-15' },
  'incident-report': { happened_on: '2026-11-23', happened_time: '9:15 pm', aware_on: '2026-11-23', aware_time: '9:40 pm', known: 'saw', where: 'In the hall',
    scheme: 'ndis', kind: 'serious_injury', title: 'Fall in the hall', severity: 'high', happened: 'He slipped on the wet floor.', about_client: 'no',
    name: 'Sam Doe', group: 'client', part: 'affected', hurt: 'yes', injury: ['fracture'], care: 'hospital', actions: 'Ambulance called.', told: ['ambulance', 'lead'],
    family_told: 'yes', safe_now: 'yes', pause: 'yes', task: 'Ring the family', task_due: '2026-11-25' },
  'licence-inspection': { licence: 'GH-10442', on: '2026-11-23', from: '9:30 am', to: '1 pm', why: 'regular', notice: 'unannounced', met_with: 'Leo Tafa, manager',
    expires: '2027-09-30', places: '5', present: '4', own_children: '0', staff: '2', about: 'capacity', says: 'Five people', kept: 'met', clean: 'met', fire: 'not',
    exits: 'met', bathrooms: 'met', bedrooms: 'met', kitchen: 'met', outside: 'partly', access: 'na', checks: 'met', training: 'met', rosters: 'met', plans: 'met',
    medication: 'met', incidents: 'met', complaints: 'met', money: 'met', what: 'Hold a fire drill', evidence: 'None this year.', severity: 'major', period: '14',
    'what#2': 'Mend the gate', 'severity#2': 'minor', 'period#2': '28', result: 'plan', action: 'none', summary: 'Two things to put right.', read: 'OK' },
  'annual-review': { met_with: 'Hinewai Te Whare', visits: '9', phone: '(02) 5550 0455', moved: 'no', change: ['none'], placed: '1', who: 'A boy of nine',
    came: '2026-01-10', ended: 'goes_on', wellbeing: '9', working: '8', went_well: 'School.', licence_kept: 'yes', agreement_kept: 'yes', checks_valid: 'yes',
    recommend: 'continue', their_words: 'Ring earlier.', agreed: 'OK' },
  'client-intake': { given: 'Mavis', family: 'Thornbury', born: '1943-04-05', gender: 'female', street: '7 Hope Street', suburb: 'Penrith', state: 'NSW', postcode: '2750',
    language: 'English', from: 'self', why_now: 'Two falls.', decides: 'self', funding: ['sah'], sah: '3', lives: 'alone', moving: '1', washing: '2', eating: '0',
    toilet: '0', talking: '0', home: '2', out: '2', money: '1', trait: ['physical'], falls: '2', fall_hurt: 'no', hazard: ['none'], g_what: 'To stay at home',
    w_group: 'home', w_service: 'personal-care', w_hours: '5', priority: 'soon', about: 'Tea with milk first.', consent: 'OK' },
  'foster-application': { adult: 'yes', heard: 'friend', interpreter: 'no', given: 'Layla', family: 'Khoury', born: '1989-03-23', residency: 'citizen',
    phone: '0491 570 491', contact_by: 'phone', street: '28 Myall Street', suburb: 'Merrylands', state: 'NSW', postcode: '2160', years_there: '6', work: 'part',
    partner: 'yes', p_given: 'Sami', p_family: 'Khoury', p_born: '1985-10-14', p_work: 'full', together: '14', others: 'yes', m_name: 'Noor Khoury', m_born: '2015-01-22',
    m_relation: 'child', home_kind: 'House', tenure: 'own', bedrooms_all: '4', bedrooms: '1', smoke: 'no', pool: 'no', car: 'yes', languages: 'Arabic, English',
    ill: 'no', before: 'no', offence: 'no', motive: 'Our house is quiet.', experience: 'A daughter of eleven.', care: ['short'], ages: ['small', 'school'],
    child_gender: 'any', places: '2', r_name: 'Elias Aoun', r_known: 'faith', r_years: '9', r_phone: '0491 570 493', 'r_name#2': 'Rima Saad', 'r_known#2': 'friend',
    'r_years#2': '12', 'r_phone#2': '0491 570 494', true: 'OK', consent: 'OK' },
  'nursery-admission': { given: 'Mia', family: 'Tran', called: 'Mimi', born: '2023-02-03', gender: 'female', home_language: 'English', lives: 'both', street: '12 Waratah Street',
    suburb: 'Katoomba', state: 'NSW', postcode: '2780', p_name: 'Hoa Tran', p_relation: 'mother', p_phone: '0491 570 471', p_collect: 'yes', court: 'no', c_name: 'Lan Tran',
    c_relation: 'grandparent', c_phone: '0491 570 472', c_treat: 'yes', 'c_name#2': 'Joy Lee', 'c_relation#2': 'friend', 'c_phone#2': '0491 570 473', 'c_treat#2': 'no',
    doctor: 'Dr Falk', immunised: 'yes', trait: ['allergy'], allergies: 'yes', a_what: 'Peanuts', a_severity: 'strong', a_do: 'Syrup in the bag', asthma: 'no', sleep: 'one',
    toilet: 'learning', diet: 'any', start: '2027-01-27', days: ['mon', 'wed'], arrive: '8:30 am', leave: '3 pm', subsidy: 'no', photos: 'yes', outings: 'yes', sunscreen: 'yes',
    emergency: 'OK', true: 'OK' },
  complaint: { sort: 'complaint', who: 'family', anonymous: 'no', name: 'R. Novak', contact_by: 'phone', phone: '0491 570 488', interpreter: 'no', about: ['care', 'late'],
    title: 'Nobody rang', where: 'Wentworth Lodge', for_whom: 'My son', when: '2026-11-22', state: 'once', happened: 'The bus was an hour late.', hurt: 'upset', told: 'no',
    wish: ['listen', 'change'], share: 'yes', trust: '6' },
}

/** What a box of a page is called in the answers: its name, and the part behind "!". */
export function asked(name) {
  const [path, part = ''] = name.split('!')
  const last = path.split('/').pop().replace(/~\d+$/, '')
  const instance = [...path.matchAll(/~(\d+)/g)].map(m => m[1]).pop()
  return { name: instance && instance !== '1' ? `${last}#${instance}` : last, part }
}

/** The value that a box gets, undefined where nothing is to be answered there. */
export function valueFor(answers, box) {
  const { name, part } = asked(box)
  const value = answers[name]
  if (value === undefined) return undefined
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value)
  if (['y', 'm', 'd'].includes(part)) return day ? String(Number(day['ymd'.indexOf(part) + 1])) : undefined
  if (part && part !== 't') return undefined
  return value
}

/** All names that the page asks: boxes, ticks, lists. */
const names = page => [...new Set(page.html.querySelectorAll('form#fill [name^="/"]').map(e => e.getAttribute('name')))]

/** Instances of repeats that the answers have, and the page not yet: the buttons to press. */
function missing(page, answers) {
  const there = new Set(names(page).map(n => asked(n).name))
  return page.html.querySelectorAll('button[name="do"][value^="add "]').map(b => b.getAttribute('value'))
    .filter(value => {
      const key = value.slice(4)
      const inside = names(page).filter(n => n.startsWith(key + '~')).map(n => asked(n).name.replace(/#\d+$/, ''))
      return Object.keys(answers).some(a => a.includes('#') && inside.includes(a.replace(/#\d+$/, '')) && !there.has(a))
    })
}

async function post(client, page, button, answers) {
  const [action, fields] = boxes(page)
  const mine = new Map(names(page).map(n => [n, valueFor(answers, n)]).filter(([, v]) => v !== undefined))
  const out = fields.filter(([name]) => !mine.has(name))
  for (const [name, value] of mine) for (const v of [value].flat()) out.push([name, v])
  const answer = await client.post(action, [...out, ['do', button]])
  assert.equal(answer.status, 303, `${button}: ${answer.words}`)
  return client.get(answer.location.replace(/#.*/, ''))
}

/** Fills every page, as a browser without script does, up to the page that sends it; returns that page. */
export async function fillWhole(client, address, answers, { each } = {}) {
  let page = await client.get(address)
  for (let step = 0; step < 80; step++) {
    assert.equal(page.status, 200, `${page.path}: ${page.words}`)
    if (/\/send(\?|$)/.test(page.path)) return page
    // What is asked depends on what was answered.
    for (let n = 0, before = -1; names(page).length !== before && n < 8; n++) {
      before = names(page).length
      page = await post(client, page, 'update', answers)
      for (let add; (add = missing(page, answers)[0]);) page = await post(client, page, add, answers)
    }
    await each?.(page)
    page = await post(client, page, 'next', answers)
    const errors = page.html.querySelectorAll('#errors li').map(e => e.text)
    assert.deepEqual(errors, [], page.path)
  }
  throw new Error('this form has no end')
}

/** Sends it from its last page. */
export async function sendWhole(client, page) {
  const path = page.html.querySelector('form#send').getAttribute('action')
  return client.post(path, page.fields(path))
}
