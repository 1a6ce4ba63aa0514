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
    if ((e.defaultPrevented && !form.matches('[data-upload]')) || form.method !== 'post') return
    if (form.dataset.sent) { e.preventDefault(); return }
    form.dataset.sent = '1'
    leaving = true
    const btn = e.submitter || $('[type=submit]', form)
    if (!btn || !btn.classList.contains('btn')) return
    btn.style.width = btn.offsetWidth + 'px'
    btn.dataset.was = btn.innerHTML
    btn.setAttribute('aria-busy', 'true')
    const word = btn.dataset.busy || (form.matches('[data-upload]') ? 'Sending…' : 'Saving…')
    setTimeout(() => { if (btn.dataset.was) btn.textContent = word })
    if (!form.matches('[data-upload]')) setTimeout(wake, 20000) // the server did not answer: let the person try again (the key keeps it from being done twice)
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

  // Files: dropped or chosen, listed, and sent with a bar that shows how far they are. The browser's own
  // control stays what it is; the area around it takes what is dropped.
  const size = n => { const u = ['bytes', 'KB', 'MB', 'GB']; let i = 0; while (n >= 1024 && i < 3) { n /= 1024; i++ } return (i ? n.toFixed(n < 10 ? 1 : 0) : n) + ' ' + u[i] }
  function drops(from) {
    for (const area of $$('[data-drop]:not([data-ready])', from)) {
      area.dataset.ready = '1'
      const input = $('input[type=file]', area)
      const list = document.createElement('ul')
      list.className = 'drop-list'
      list.setAttribute('aria-live', 'polite')
      area.append(list)
      const take = files => { const t = new DataTransfer(); for (const f of files) t.items.add(f); input.files = t.files; show() }
      const show = () => {
        list.replaceChildren(...[...input.files].map((file, i) => {
          const li = document.createElement('li'), text = document.createElement('span'), off = document.createElement('button')
          text.textContent = `${file.name}, ${size(file.size)}`
          off.type = 'button'; off.className = 'btn btn-small btn-quiet'; off.textContent = 'Remove'
          off.setAttribute('aria-label', `Remove ${file.name}`)
          off.addEventListener('click', () => { take([...input.files].filter((_, k) => k !== i)); input.focus() })
          li.append(text, off)
          return li
        }))
      }
      // what is chosen in a second go is added to what was there
      let had = []
      input.addEventListener('click', () => { had = input.multiple ? [...input.files] : [] })
      input.addEventListener('change', () => {
        const fresh = [...input.files].filter(f => !had.some(h => h.name === f.name && h.size === f.size && h.lastModified === f.lastModified))
        take([...had, ...fresh]); had = []
      })
      let depth = 0
      const files = e => [...(e.dataTransfer?.types || [])].includes('Files')
      area.addEventListener('dragenter', e => { if (files(e)) { e.preventDefault(); depth++; area.classList.add('is-over') } })
      area.addEventListener('dragover', e => { if (files(e)) { e.preventDefault(); e.dataTransfer.dropEffect = 'copy' } })
      area.addEventListener('dragleave', () => { if (--depth <= 0) { depth = 0; area.classList.remove('is-over') } })
      area.addEventListener('drop', e => {
        if (!files(e)) return
        e.preventDefault(); depth = 0; area.classList.remove('is-over')
        const got = [...e.dataTransfer.files]
        take(input.multiple ? [...input.files, ...got] : got.slice(0, 1))
        input.focus()
      })
      show()
    }
  }
  // a file that misses its area must not take the page away
  for (const kind of ['dragover', 'drop']) addEventListener(kind, e => { if (!e.defaultPrevented && $('[data-drop]') && [...(e.dataTransfer?.types || [])].includes('Files')) e.preventDefault() })

  document.addEventListener('submit', e => {
    const form = e.target
    if (!form.matches('form[data-upload]') || !$$('input[type=file]', form).some(i => i.files.length)) return
    e.preventDefault()
    if (form.sending) return
    form.sending = true
    const data = new FormData(form), xhr = new XMLHttpRequest()
    let bar = $('.sending', form)
    if (!bar) {
      bar = document.createElement('div')
      bar.className = 'sending'
      bar.innerHTML = '<progress max="100" value="0"></progress><p role="status"></p><button type="button" class="btn btn-small">Stop</button>'
      $('.form-foot', form).before(bar)
    }
    const [progress, words, stop] = bar.children
    const say = text => { words.textContent = text }
    const over = text => { wake(); form.sending = false; bar.remove(); if (text) { const p = document.createElement('p'); p.className = 'err sending-err'; p.setAttribute('role', 'alert'); p.textContent = text; $('.form-foot', form).before(p) } }
    $$('.sending-err', form).forEach(p => p.remove())
    progress.setAttribute('aria-label', 'Sent so far')
    say('Sending…')
    stop.onclick = () => xhr.abort()
    let told = 0
    xhr.upload.onprogress = p => {
      if (!p.lengthComputable) return
      const part = Math.floor(100 * p.loaded / p.total)
      progress.value = part
      if (part === 100) say('All is sent. It is being kept…')
      else if (part >= told + 10) { told = part; say(`${part} % sent`) }
    }
    xhr.onload = () => {
      const to = xhr.getResponseHeader('HX-Redirect')
      if (to) { leaving = true; location.assign(to); return }
      if (xhr.status === 422 || xhr.status === 409) {
        // the page again, with what is wrong; the files are still chosen
        const kept = $$('input[type=file]', form).map(i => [i.name, i.files])
        const page = new DOMParser().parseFromString(xhr.responseText, 'text/html')
        document.title = page.title
        $('#main').replaceWith(document.adoptNode($('#main', page)))
        wake()
        for (const [name, files] of kept) { const i = $(`#main input[type=file][name="${CSS.escape(name)}"]`); if (i) i.files = files }
        ready(document.body)
        return
      }
      over(xhr.status === 401 ? 'You were signed out meanwhile. Sign in in another window, then send it again.'
        : xhr.status === 413 ? 'That is too big to be sent at once.'
        : xhr.status === 507 ? 'There is no room for it at the moment. Tell your administrator.'
        : 'It did not arrive. Try again in a minute.')
    }
    xhr.onerror = () => over('The connection broke. Nothing was kept; send it again.')
    xhr.onabort = () => over('')
    xhr.open('POST', form.action)
    xhr.setRequestHeader('HX-Request', 'true')
    xhr.send(data)
  })

  // what was just put on the page, or the page itself at the start
  function ready(from) {
    const find = sel => from.matches && from.matches(sel) ? from : $(sel, from)
    calendars(from)
    drops(from)
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
