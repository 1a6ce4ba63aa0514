// tests/ical/read.mjs FOLDER: reads each NNNN.ics with ical.js and compares
// with NNNN.json beside it. Ends with "N passed, N failed".
// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ICAL from 'ical.js';

/** What ical.js makes of a calendar: instants in seconds, and the summary. */
function read(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent'));
  return { start: event.startDate.toUnixTime(), end: event.endDate.toUnixTime(), summary: event.summary };
}

const folder = process.argv[2];
let passed = 0;
let failed = 0;
for (const name of readdirSync(folder).filter((file) => file.endsWith('.ics')).sort()) {
  const path = join(folder, name);
  const wanted = readFileSync(path.replace(/ics$/, 'json'), 'utf8').trim();
  const got = JSON.stringify(read(readFileSync(path, 'utf8')));
  if (got === JSON.stringify(JSON.parse(wanted))) {
    passed += 1;
  } else {
    failed += 1;
    console.log(`${name}: read ${got}, not ${wanted}`);
  }
}
if (passed + failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
