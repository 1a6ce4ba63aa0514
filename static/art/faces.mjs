// Draws the 24 people who stand in for photographs. The same people come out every time.
// SPDX-License-Identifier: MIT

const SKIN = { // face, neck and shade, lips
  pale: ['#f6d7c3', '#e3b99f', '#a5523f'],
  fair: ['#efc7a8', '#d9a684', '#9c4a38'],
  olive: ['#dfb088', '#c28f66', '#8d4432'],
  tan: ['#c98f60', '#aa7347', '#7a3526'],
  brown: ['#9c6840', '#7f5130', '#5f261c'],
  deep: ['#74492e', '#5b3720', '#3f1712'],
}
const HAIR = {
  black: '#231f20', brown: '#4a2f20', auburn: '#8a3f22', ginger: '#b8602b', fair: '#cfa35a',
  grey: '#a3a09b', white: '#e6e2dc', silver: '#c6c6c4', dark: '#33261f',
}
const INK = '#2a211e'

const cap = h => `<path fill="${h}" d="M27.5 57C26 36 36 27.5 50 27.5S74 36 72.5 57C71 47 66 41.5 58 40c-9-1.5-17-.5-22 2.5-5 3-7.5 8-8.5 14.5z"/>`
// hair: what lies behind the head, and what lies on it
const STYLE = {
  short: h => ['', cap(h)],
  parted: h => ['', `<path fill="${h}" d="M27.5 57C25.5 37 37 27 52 27c14 0 22.5 10 20.5 30-1.5-7-4-12.5-9-17-7 5.5-18 7-29 5.5-4 3-6 6.5-7 11.5z"/>`],
  crop: h => ['', `<path fill="${h}" d="M28.5 50C28 34.5 38 28.5 50 28.5S72 34.5 71.5 50C69 42 62 38.5 50 38.5S31 42 28.5 50z"/>`],
  receding: h => ['', `<path fill="${h}" d="M28 59c-2-12 1-21 8-26-3 7-3.5 14-4 19-1 2-2.5 4-4 7zm44 0c2-12-1-21-8-26 3 7 3.5 14 4 19 1 2 2.5 4 4 7z"/>`],
  bald: () => ['', ''],
  long: h => [`<path fill="${h}" d="M22 100C18 74 20 25 50 25s32 49 28 75c-5 4-12 5-16 2H38c-4 3-11 2-16-2z"/>`,
    `<path fill="${h}" d="M28 62C25 38 36 27 50 27s25 11 22 35c-3-10-6-16-12-21-8 5-18 6-24 5-4 4-6 9-8 16z"/>`],
  fringe: h => [`<path fill="${h}" d="M24 84C20 60 22 25 50 25s30 35 26 59c-4 4-11 4-14 1H38c-3 3-10 3-14-1z"/>`,
    `<path fill="${h}" d="M27.5 60C26 36 36 27 50 27s24 9 22.5 33c-1-4-1.5-8-2-11.5-13 2-28 2-41 0-.5 3.5-1 7.5-2 11.5z"/>`],
  bob: h => [`<path fill="${h}" d="M24 78C19 50 28 25 50 25s31 25 26 53c-6 4-12 3-14-1H38c-2 4-8 5-14 1z"/>`,
    `<path fill="${h}" d="M28 60c-2-20 7-33 23-33 15 0 23 12 21 33-2-8-5-13-9-17-10 3-22 2-28-1-4 5-6 11-7 18z"/>`],
  bun: h => [`<circle fill="${h}" cx="50" cy="21" r="10"/>`, cap(h)],
  ponytail: h => [`<path fill="${h}" d="M68 36c14 2 18 22 12 44-3 3-7 2-8-1 3-14 3-28-6-36z"/>`, cap(h)],
  curls: h => [
    [[30, 44, 9], [27, 56, 8], [35, 33, 10], [50, 28, 11], [65, 33, 10], [70, 44, 9], [73, 56, 8], [29, 66, 6], [71, 66, 6]]
      .map(([x, y, r]) => `<circle fill="${h}" cx="${x}" cy="${y}" r="${r}"/>`).join(''),
    [[36, 38, 6.5], [44, 35, 7], [53, 35, 7], [62, 37, 6.5], [31, 45, 5], [68, 45, 5]]
      .map(([x, y, r]) => `<circle fill="${h}" cx="${x}" cy="${y}" r="${r}"/>`).join('')],
  afro: h => [`<ellipse fill="${h}" cx="50" cy="45" rx="33" ry="31"/>`,
    `<path fill="${h}" d="M29 53C28 38 38 30 50 30s22 8 21 23c-3-8-10-13-21-13s-18 5-21 13z"/>`],
  braids: h => [`<path fill="none" stroke="${h}" stroke-width="8" stroke-linecap="round" stroke-dasharray="5 5.5" d="M29 50c-5 18-5 32-3 48M71 50c5 18 5 32 3 48"/><path fill="none" stroke="${h}" stroke-width="6.5" stroke-linecap="round" d="M29 50c-5 18-5 32-3 48M71 50c5 18 5 32 3 48"/>`,
    cap(h) + `<path stroke="#fff" stroke-opacity=".25" stroke-width="1" fill="none" d="M50 28v12"/>`],
  scarf: h => [`<path fill="${h}" d="M20 104C16 60 20 22 50 22s34 38 30 82z"/>`,
    `<path fill="${h}" fill-rule="evenodd" d="M24 70C18 40 32 22 50 22s32 18 26 48c-3 12-12 20-26 20S27 82 24 70zm6.5-11C31 74 40 80.5 50 80.5S69 74 69.5 59 61 36.5 50 36.5 30 44 30.5 59z"/><path fill="none" stroke="#000" stroke-opacity=".14" stroke-width="1.5" d="M29 80c10 12 30 14 44 4"/>`],
  turban: h => ['', `<path fill="${h}" d="M25 49C23 28 36 19 50 19s27 9 25 30c-8-8-16-11.5-25-11.5S33 41 25 49z"/><path fill="none" stroke="#000" stroke-opacity=".16" stroke-width="1.6" d="M27 43c9-12 19-17 27-23M73 43C65 32 56 29 47 27"/>`],
}
const beard = (c) => `<path fill="${c}" d="M29 57c0 3-.3 8 1 13 2.5 9 10 15.5 20 15.5S67.5 79 70 70c1.3-5 1-10 1-13-1.5 5-4.5 7.5-8 8.5-4-2.5-22-2.5-26 0-3.5-1-6.5-3.5-8-8.5z"/>`

const WHO = [ // ground, skin, style, hair, top, and g glasses, b beard, m moustache, o older, s stubble, f freckles
  ['#d9e9e4', 'fair', 'long', 'auburn', '#235c31', 'g'],
  ['#d5e6d5', 'tan', 'bun', 'black', '#14545f', ''],
  ['#fbe8b8', 'fair', 'parted', 'ginger', '#2e7440', 'f'],
  ['#f3dfc6', 'pale', 'curls', 'white', '#7d4d72', 'go'],
  ['#dfe6dd', 'fair', 'receding', 'silver', '#55636b', 'bgo'],
  ['#e5ebf7', 'brown', 'crop', 'black', '#8a3f22', ''],
  ['#f2e6ef', 'olive', 'bob', 'dark', '#3f62ad', ''],
  ['#cde3e6', 'deep', 'afro', 'black', '#c58a12', ''],
  ['#f6e3d6', 'olive', 'short', 'dark', '#2d4887', 's'],
  ['#e3f0e2', 'brown', 'scarf', '#6c2c5e', '#4a2342', ''],
  ['#fcefcb', 'tan', 'turban', '#ae3222', '#38484d', 'b'],
  ['#e8e2f0', 'pale', 'fringe', 'fair', '#14545f', ''],
  ['#dcebe9', 'pale', 'crop', 'grey', '#7f3f2a', 'mo'],
  ['#f5e1d2', 'deep', 'braids', 'black', '#2e7440', ''],
  ['#e5ebf7', 'olive', 'fringe', 'black', '#96281b', 'g'],
  ['#e6efd8', 'brown', 'curls', 'dark', '#0e414b', ''],
  ['#fbe6df', 'fair', 'bald', 'grey', '#2d4887', 'bo'],
  ['#d9e9e4', 'deep', 'crop', 'black', '#e0a93a', 'g'],
  ['#f3e7c9', 'pale', 'ponytail', 'brown', '#b06c00', 'f'],
  ['#e9e4da', 'tan', 'bob', 'grey', '#6c2c5e', 'go'],
  ['#d8e6ef', 'tan', 'short', 'black', '#377d89', 'b'],
  ['#f2e6ef', 'brown', 'long', 'black', '#8b3e7b', ''],
  ['#e3f0e2', 'fair', 'short', 'fair', '#474d50', 'g'],
  ['#fef0d2', 'pale', 'bun', 'silver', '#22592f', 'o'],
]

function draw([ground, skinName, styleName, hairName, top, marks]) {
  const [skin, shade, lips] = SKIN[skinName]
  const hair = HAIR[hairName] ?? hairName
  const has = m => marks.includes(m)
  const [behind, on] = STYLE[styleName](hair)
  const brow = ['white', 'silver', 'grey'].includes(hairName) ? '#8d8a86' : styleName === 'scarf' || styleName === 'turban' ? INK : skinName === 'deep' ? '#1a1413' : hair
  const covered = ['scarf', 'long', 'fringe', 'bob', 'curls'].includes(styleName)
  let s = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 118" width="100" height="118"><path fill="${ground}" d="M0 0h100v118H0z"/>`
  s += behind
  s += `<path fill="${top}" d="M8 118c0-20 14-29.5 33-30.5h18c19 1 33 10.5 33 30.5z"/>`
  s += `<path fill="${shade}" d="M41.5 72h17v16.5c-3 4.5-14 4.5-17 0z"/>`
  if (!covered) s += `<ellipse fill="${shade}" cx="28.5" cy="59" rx="3.6" ry="5"/><ellipse fill="${shade}" cx="71.5" cy="59" rx="3.6" ry="5"/>`
  s += `<ellipse fill="${skin}" cx="50" cy="57" rx="21.5" ry="26"/>`
  if (has('b')) s += beard(['silver', 'grey', 'white'].includes(hairName) ? '#b9b6b0' : styleName === 'turban' ? '#2b2320' : hair)
  if (has('s')) s += `<g opacity=".28">${beard(hair)}</g>`
  s += on
  s += `<path fill="none" stroke="${brow}" stroke-width="1.7" stroke-linecap="round" d="M37.5 51c2-1.6 5-1.9 7.3-.9M62.5 51c-2-1.6-5-1.9-7.3-.9"/>`
  s += `<circle fill="${INK}" cx="41.5" cy="57" r="2"/><circle fill="${INK}" cx="58.5" cy="57" r="2"/>`
  s += `<path fill="none" stroke="${shade}" stroke-width="1.5" stroke-linecap="round" d="M50 59.5c1.4 2 1.4 3.6-.8 4.3"/>`
  if (has('m')) s += `<path fill="#b3b0aa" d="M40 69c3-4 7-4.3 10-2.3 3-2 7-1.7 10 2.3-4 1.5-7 1.3-10 0-3 1.3-6 1.5-10 0z"/>`
  s += `<path fill="none" stroke="${has('b') ? (hairName === 'black' || styleName === 'turban' ? '#d98f7d' : lips) : lips}" stroke-width="1.9" stroke-linecap="round" d="M43.5 ${has('m') ? 72 : 70}c3.5 3.8 9.5 3.8 13 0"/>`
  if (has('o')) s += `<path fill="none" stroke="${shade}" stroke-width="1.1" stroke-linecap="round" d="M34.5 61.5c.8 1.2 1.8 1.8 3 2.1M65.5 61.5c-.8 1.2-1.8 1.8-3 2.1M43 44.8c4.5-1.2 9.5-1.2 14 0"/>`
  if (has('f')) s += `<g fill="${shade}"><circle cx="38" cy="63" r=".9"/><circle cx="41" cy="65" r=".9"/><circle cx="36.5" cy="66" r=".8"/><circle cx="62" cy="63" r=".9"/><circle cx="59" cy="65" r=".9"/><circle cx="63.5" cy="66" r=".8"/></g>`
  if (has('g')) s += `<g fill="none" stroke="${['deep', 'brown'].includes(skinName) ? '#f1ede7' : '#33444b'}" stroke-width="1.7"><circle cx="41.2" cy="57.5" r="7"/><circle cx="58.8" cy="57.5" r="7"/><path d="M48.2 56.5c1.2-.8 2.4-.8 3.6 0M34.2 56l-5-1.5M65.8 56l5-1.5"/></g>`
  return s + '</svg>'
}

export const faces = () => WHO.map(draw)
