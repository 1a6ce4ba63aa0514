// What is nicer with script. Every page works without it.
// SPDX-License-Identifier: MIT
(() => {
  'use strict'
  const root = document.documentElement
  root.classList.add('js')
  const $ = (sel, from = document) => from.querySelector(sel)
  const $$ = (sel, from = document) => [...from.querySelectorAll(sel)]
  const typing = el => el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName))

  // "/" goes to the search box
  document.addEventListener('keydown', e => {
    if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey || typing(e.target)) return
    const box = $('[data-slash]')
    if (box) { e.preventDefault(); box.focus(); box.select() }
  })

  document.addEventListener('click', e => {
    const at = sel => e.target.closest(sel)
    let el
    // show or hide a password
    if ((el = at('[data-show]'))) {
      const field = document.getElementById(el.dataset.show)
      const shown = field.type === 'text'
      field.type = shown ? 'password' : 'text'
      $('span', el).textContent = shown ? 'Show' : 'Hide'
      return
    }
    // fold and unfold (filters on a phone)
    if ((el = at('[data-fold]'))) {
      const folded = document.getElementById(el.dataset.fold).classList.toggle('is-folded')
      el.setAttribute('aria-expanded', String(!folded))
      return
    }
    // take the value that somebody else saved
    if ((el = at('[data-take]'))) {
      const field = document.getElementById(el.dataset.take)
      field.value = el.dataset.value
      field.dispatchEvent(new Event('input', { bubbles: true }))
      field.focus()
      return
    }
    // copy a link
    if ((el = at('[data-copy]'))) {
      const field = document.getElementById(el.dataset.copy)
      field.select()
      navigator.clipboard?.writeText(field.value).then(() => { el.lastChild.textContent = 'Copied' }, () => {})
      return
    }
    // links of the error summary go to the field itself
    if ((el = at('.summary a[href^="#"]'))) {
      const field = document.getElementById(el.hash.slice(1))
      if (field) { e.preventDefault(); (field.closest('.field') || field).scrollIntoView({ block: 'center' }); field.focus({ preventScroll: true }) }
      return
    }
    // a link to something folded opens it
    if ((el = at('a[href^="#"]'))) {
      const fold = el.hash.length > 1 && document.getElementById(el.hash.slice(1))
      if (fold && fold.tagName === 'DETAILS') fold.open = true
    }
    // menus close when one clicks elsewhere
    for (const open of $$('details.menu[open], details.rail-more[open]')) if (!open.contains(e.target)) open.open = false
  })
  document.addEventListener('keydown', e => {
    if (e.key !== 'Escape') return
    for (const open of $$('details.menu[open], details.rail-more[open]')) { open.open = false; $('summary', open).focus() }
  })

  // warn before unsaved typing is lost
  const state = form => new URLSearchParams(new FormData(form)).toString()
  const before = new WeakMap()
  let leaving = false
  const remember = () => { for (const f of $$('form[data-guard]')) if (!before.has(f)) before.set(f, f.querySelector('.is-invalid-field, .theirs') ? null : state(f)) }
  addEventListener('beforeunload', e => {
    if (leaving) return
    for (const f of $$('form[data-guard]')) if (before.get(f) !== state(f)) { e.preventDefault(); return }
  })

  // a button that was pressed says so, keeps its width, and cannot be pressed twice
  document.addEventListener('submit', e => {
    const form = e.target
    if (e.defaultPrevented || form.method !== 'post') return
    if (form.dataset.sent) { e.preventDefault(); return }
    form.dataset.sent = '1'
    leaving = true
    const btn = e.submitter || $('[type=submit]', form)
    if (!btn || !btn.classList.contains('btn')) return
    btn.style.width = btn.offsetWidth + 'px'
    btn.dataset.was = btn.innerHTML
    btn.setAttribute('aria-busy', 'true')
    const word = btn.dataset.busy || 'Saving…'
    setTimeout(() => { if (btn.dataset.was) btn.textContent = word })
    setTimeout(wake, 20000) // the server did not answer: let the person try again (the key keeps it from being done twice)
  })
  function wake() {
    leaving = false
    for (const f of $$('form[data-sent]')) delete f.dataset.sent
    for (const b of $$('[aria-busy=true]')) {
      if (b.dataset.was) { b.innerHTML = b.dataset.was; delete b.dataset.was }
      b.style.width = ''
      b.removeAttribute('aria-busy')
    }
  }
  addEventListener('pageshow', e => { if (e.persisted) wake() })

  // dates can be typed; where the browser has a calendar they can be picked too
  function calendars(from) {
    for (const group of $$('[data-date]:not([data-ready])', from)) {
      group.dataset.ready = '1'
      const [d, m, y] = $$('input', group)
      if (!('showPicker' in HTMLInputElement.prototype)) continue
      const box = document.createElement('div')
      box.className = 'date-pick'
      const pick = document.createElement('input')
      pick.type = 'date'; pick.tabIndex = -1; pick.setAttribute('aria-hidden', 'true')
      const btn = document.createElement('button')
      btn.type = 'button'; btn.className = 'btn'
      const icon = $('svg.bi use')
      const href = icon ? icon.getAttribute('href').split('#')[0] : '/static/icons.svg'
      btn.innerHTML = '<svg class="bi" aria-hidden="true"><use></use></svg>'
      $('use', btn).setAttribute('href', href + '#calendar-event')
      const legend = group.closest('fieldset')?.querySelector('legend')
      btn.setAttribute('aria-label', 'Pick from a calendar' + (legend ? ': ' + legend.textContent.trim() : ''))
      btn.addEventListener('click', () => {
        const two = s => s.padStart(2, '0')
        if (/^\d{4}$/.test(y.value) && /^\d+$/.test(m.value + d.value)) pick.value = `${y.value}-${two(m.value)}-${two(d.value)}`
        try { pick.showPicker() } catch { d.focus() }
      })
      pick.addEventListener('change', () => {
        if (!pick.value) return
        const [yy, mm, dd] = pick.value.split('-')
        y.value = yy; m.value = String(+mm); d.value = String(+dd)
        d.dispatchEvent(new Event('input', { bubbles: true }))
      })
      box.append(pick, btn)
      group.append(box)
    }
  }

  // what was just put on the page, or the page itself at the start
  function ready(from) {
    const find = sel => from.matches && from.matches(sel) ? from : $(sel, from)
    calendars(from)
    const filters = find('#filters')
    if (filters && !filters.dataset.ready) { filters.dataset.ready = '1'; filters.classList.add('is-folded') }
    remember()
    const errors = find('#errors')
    if (errors) errors.focus()
  }

  document.addEventListener('htmx:load', e => { if (e.detail.elt !== document.body) ready(e.detail.elt) })
  document.addEventListener('htmx:afterRequest', wake)
  const start = () => { ready(document) }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start)
  else start()
})()
