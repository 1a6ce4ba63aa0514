// Filling in a form: what one types is kept and worked out as one goes along.
// SPDX-License-Identifier: MIT
//
// A moment after typing, htmx posts the page to .../live. The answer is the page as it is now, and
// only what differs is put in place: nothing that has the focus, or was typed into meanwhile, is
// touched. Without script the buttons of the page do the same.
(() => {
  'use strict'
  const $ = (sel, from = document) => from.querySelector(sel)
  const $$ = (sel, from = document) => [...from.querySelectorAll(sel)]
  const form = $('form#fill[hx-post]')
  if (!form) return
  const items = $('#fill-items')
  const saved = $('#fill-saved')
  const said = $('#fill-said')
  const asServed = new WeakMap() // a part's markup as it came, before anything was added to it
  let edits = 0, sent = 0, pending = false, timer, retry, leaving = false

  const isPart = el => !el.hasAttribute('data-nest')
  const clean = el => {
    const copy = el.cloneNode(true)
    for (const e of [copy, ...copy.querySelectorAll('input, option, textarea')]) {
      if (e.tagName === 'TEXTAREA') e.textContent = ''
      else if (e.tagName === 'INPUT' && e.type !== 'checkbox' && e.type !== 'radio' && e.type !== 'hidden') e.removeAttribute('value')
      e.removeAttribute?.('checked'); e.removeAttribute?.('selected')
    }
    return copy.outerHTML
  }
  const rememberAll = from => { for (const el of from.children) { if (isPart(el)) asServed.set(el, clean(el)); else rememberAll(el) } }

  // --- what the server says of a part, put in its place -------------------------------------------

  const touched = new Map() // name of a control: number of the edit that touched it last
  const isTouched = el => (touched.get(el.name) ?? 0) > sent
  const busy = el => el.contains(document.activeElement) || $$('input, textarea, select', el).some(isTouched)

  // the same controls with other values: set them, where nobody is typing
  function sync(old, now) {
    const theirs = $$('input, textarea, select', now)
    $$('input, textarea, select', old).filter(e => e.name).forEach(e => {
      const n = theirs.find(x => x.name === e.name && (x.type !== 'radio' && x.type !== 'checkbox' || x.value === e.value))
      if (!n || isTouched(e)) return
      if (e.type === 'radio' || e.type === 'checkbox') { if (e.checked !== n.checked) e.checked = n.checked }
      else if (e.tagName === 'SELECT') { if (e.value !== n.value) e.value = n.value }
      else if (e.type !== 'hidden' && e.value !== n.value) e.value = n.value
    })
  }
  const replace = (old, now) => {
    asServed.set(now, clean(now))
    old.replaceWith(now)
    document.dispatchEvent(new CustomEvent('htmx:load', { detail: { elt: now } }))
    enhance(now)
  }
  // where somebody is in the middle of it, only the words around the control change
  function around(old, now) {
    sync(old, now)
    old.className = now.className
    for (const letter of ['l-', 'd-', 't-']) {
      const id = letter + now.id.slice(2)
      const a = document.getElementById(id), b = now.querySelector(`[id="${CSS.escape(id)}"]`)
      if (!a || !b || !old.contains(a) || a.contains(document.activeElement)) continue
      if (letter === 'l-' && a.querySelector('input')) continue
      if (a.innerHTML !== b.innerHTML) a.replaceWith(b.cloneNode(true))
    }
    for (const e of [old, ...$$('[aria-invalid]', old)]) if (!now.querySelector('[aria-invalid]') && !now.hasAttribute('aria-invalid')) e.removeAttribute('aria-invalid')
    if (now.querySelector('[aria-invalid]')) for (const e of $$('.form-control, .form-select', old)) e.setAttribute('aria-invalid', 'true')
  }
  function part(old, now) {
    const before = asServed.get(old), after = clean(now)
    if (before === after) { sync(old, now); return }
    if (busy(old)) { around(old, now); return }
    replace(old, now)
  }
  function weave(old, now, news) {
    const have = new Map([...old.children].map(c => [c.id, c]))
    const stays = new Set()
    let at = old.firstElementChild
    for (const n of [...now.children]) {
      const o = have.get(n.id)
      if (!o) {
        old.insertBefore(n, at)
        if (isPart(n)) asServed.set(n, clean(n)); else rememberAll(n)
        document.dispatchEvent(new CustomEvent('htmx:load', { detail: { elt: n } }))
        enhance(n)
        news.added.push(n)
        continue
      }
      stays.add(n.id)
      if (o === at) at = at.nextElementSibling
      else old.insertBefore(o, at)
      if (isPart(o) || isPart(n)) part(o, n)
      else {
        if (o.className !== n.className) o.className = n.className
        weave(o, n, news)
      }
    }
    for (const [id, c] of have) {
      if (stays.has(id) || !c.isConnected || c.parentElement !== old) continue
      if (c.contains(document.activeElement)) { c.dataset.gone = '1'; continue } // not from under somebody's hands
      if (c.matches('.q, .q-group, .q-repeat, .repeat')) news.gone++
      c.remove()
    }
  }

  const words = el => (el.querySelector('.label, .note-label, .form-part, .repeat-title')?.textContent ?? '').replace(/\s+/g, ' ').trim()
  function announce(news, errors) {
    const out = []
    const names = news.added.filter(e => e.matches('.q, .q-group, .q-repeat, .repeat')).map(words).filter(Boolean)
    if (names.length === 1) out.push(`New question: ${names[0]}.`)
    else if (names.length) out.push(`${names.length} new questions, the first: ${names[0]}.`)
    if (news.gone) out.push(news.gone === 1 ? '1 question is not asked any more.' : `${news.gone} questions are not asked any more.`)
    out.push(...errors)
    if (out.length) said.textContent = out.join(' ')
  }
  const errorsNow = () => new Map($$('.q .err', items).map(e => [e.closest('.q').id, e.textContent.replace(/\s+/g, ' ').trim()]))
  const sumsNow = () => new Map($$('.note-value', items).map(e => [e.closest('.q').id, words(e.closest('.q')) + ': ' + e.textContent.trim()]))

  // the marks of what was shown: of what is typed just now they stay, so that the server sees who wrote over whom
  function marks(fresh) {
    const was = $('[name=_was]', form), now = fresh && $('[name=_was]', fresh)
    if (!was || !now) return
    const key = entry => entry.replace(/:.:[0-9a-f]+$/, '')
    const mine = new Set([...touched].filter(([, n]) => n > sent).map(([name]) => name.replace(/![a-z]$/, '')))
    const before = new Map(was.value.split(' ').map(entry => [key(entry), entry]))
    now.setAttribute('value', now.value.split(' ').map(entry => (mine.has(key(entry)) && before.get(key(entry))) || entry).join(' '))
  }

  function take(text) {
    const live = new DOMParser().parseFromString(text, 'text/html').getElementById('live')
    if (!live) { failed('Not saved. Load the page again.'); return }
    const news = { added: [], gone: 0 }
    const errors = errorsNow(), sums = sumsNow()
    marks(live.querySelector('#fill-hidden'))
    for (const id of ['fill-steps-side', 'fill-steps-fold', 'fill-errors', 'fill-elsewhere', 'fill-where', 'fill-saved', 'fill-hidden']) {
      const o = document.getElementById(id), n = live.querySelector('#' + id)
      if (o && n && o.innerHTML !== n.innerHTML && !o.contains(document.activeElement)) o.innerHTML = n.innerHTML
    }
    saved.classList.remove('is-bad')
    const fresh = live.querySelector('#fill-items')
    if (fresh) weave(items, fresh, news)
    const told = []
    for (const [id, text] of errorsNow()) if (errors.get(id) !== text) told.push(text)
    for (const [id, text] of sumsNow()) if (sums.has(id) && sums.get(id) !== text) told.push(text)
    announce(news, told)
  }

  // --- when it is saved ----------------------------------------------------------------------------

  const failed = text => { saved.classList.add('is-bad'); $('span', saved).textContent = text }
  function save() {
    clearTimeout(timer)
    if (pending || leaving) return
    pending = true
    sent = edits
    htmx.trigger(form, 'carebook:save')
  }
  const soon = wait => { clearTimeout(timer); timer = setTimeout(save, wait) }
  function edited(e, wait) {
    if (e.target.name) touched.set(e.target.name, ++edits)
    else if (!e.target.dataset.for) return
    soon(wait)
  }
  form.addEventListener('input', e => edited(e, e.target.matches('[type=radio], [type=checkbox], select') ? 50 : 700))
  form.addEventListener('change', e => edited(e, 50))
  // what could not be put in place while somebody was in it, is when they have left
  form.addEventListener('focusout', e => {
    const q = e.target.closest('.q, .repeat')
    if (q) setTimeout(() => { if (!q.contains(document.activeElement) && (q.dataset.gone || edits > sent)) soon(50) })
  })

  form.addEventListener('htmx:beforeSwap', e => {
    e.detail.shouldSwap = false
    if (e.detail.xhr.status === 200) take(e.detail.serverResponse ?? e.detail.xhr.responseText)
  })
  form.addEventListener('htmx:afterRequest', e => {
    pending = false
    const status = e.detail.xhr?.status
    clearTimeout(retry)
    if (status === 200) { if (edits > sent) soon(400); return }
    if (status === 401) failed('Not saved: you were signed out. Sign in in another window, then go on here.')
    else if (status === 409) failed('Not saved: this form was sent meanwhile.')
    else {
      failed(navigator.onLine === false ? 'No connection. What you write is kept on this page.' : 'Not saved yet. We try again.')
      sent = -1
      retry = setTimeout(save, 10000)
    }
  })
  addEventListener('online', () => { if (edits > sent) save() })
  form.addEventListener('submit', () => { leaving = true; clearTimeout(timer); clearTimeout(retry) })
  addEventListener('pageshow', e => { if (e.persisted) { leaving = false; location.reload() } })
  // leaving by a link, or closing the window: the last words are sent along
  const beacon = () => {
    if (leaving || edits <= sent || !navigator.sendBeacon) return
    sent = edits
    navigator.sendBeacon(form.getAttribute('hx-post'), new URLSearchParams(new FormData(form)))
  }
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') beacon() })
  addEventListener('pagehide', beacon)

  // Enter in a box does not send the page: it saves
  form.addEventListener('keydown', e => {
    if (e.key !== 'Enter' || !e.target.matches('input:not([type=submit])')) return
    e.preventDefault()
    if (edits > sent) save()
  })

  // --- what is nicer with script ---------------------------------------------------------------------

  let ids = 0
  function finder(select) {
    const all = [...select.options]
    const box = document.createElement('input')
    box.type = 'search'; box.className = 'form-control q-find'; box.autocomplete = 'off'
    box.id = 'find-' + ids++
    box.setAttribute('aria-label', 'Find in the list: ' + words(select.closest('.q')))
    box.placeholder = 'Find in the list'
    const found = document.createElement('p')
    found.className = 'visually-hidden'; found.setAttribute('role', 'status')
    const plain = s => s.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
    box.addEventListener('input', e => {
      e.stopPropagation()
      const want = plain(box.value).split(/\s+/).filter(Boolean)
      const keep = all.filter(o => o.selected || !o.value || want.every(w => plain(o.text).includes(w)))
      const value = select.value
      select.replaceChildren(...keep)
      select.value = value
      const n = keep.filter(o => o.value && want.every(w => plain(o.text).includes(w))).length
      select.size = want.length ? Math.max(2, Math.min(8, keep.length)) : 0
      if (!want.length) select.removeAttribute('size')
      found.textContent = want.length ? `${n} found` : ''
    })
    box.addEventListener('keydown', e => { if (e.key === 'ArrowDown') { e.preventDefault(); select.focus() } })
    select.before(box)
    select.after(found)
  }
  function slider(box) {
    const { from, to, step } = box.dataset
    if (!(Number(to) > Number(from))) return
    const range = document.createElement('input')
    range.type = 'range'; range.min = from; range.max = to; range.step = step || '1'
    range.className = 'form-range'
    range.dataset.for = box.id
    range.setAttribute('aria-label', words(box.closest('.q')))
    range.value = box.value || from
    range.addEventListener('input', () => { box.value = range.value; touched.set(box.name, ++edits) })
    box.addEventListener('input', () => { range.value = box.value })
    box.after(range)
  }
  function enhance(from) {
    const find = sel => [...(from.matches?.(sel) ? [from] : []), ...$$(sel, from)]
    for (const s of find('select[data-find]:not([data-ready])')) { s.dataset.ready = '1'; finder(s) }
    for (const b of find('input[data-to]:not([data-ready])')) { b.dataset.ready = '1'; slider(b) }
  }

  // --- the start: remember how each part came, before it is made nicer ------------------------------------

  rememberAll(items)
  enhance(items)
  // a page that was turned says where one is; one that leads to a place goes there
  const place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)))
  const start = () => {
    if (!place) return
    place.closest('details:not([open])')?.setAttribute('open', '')
    const control = place.matches('input, select, textarea, button') ? place
      : place.matches('#page, #errors') ? place : $('input:not([type=hidden]), select, textarea, button', place)
    if (control) control.focus()
  }
  if (document.readyState === 'complete') start()
  else addEventListener('load', start)
})()
