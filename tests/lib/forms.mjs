// A small form for tests, in two languages, with a condition, a repeat and a calculation; and answers to it.
// SPDX-License-Identifier: MIT
//
//   upload(visit({ version: '2' }))
//   visit.answer({ saw: 'All well', hurt: '0', children: [['Leo', '7']] }, '2')    what is submitted

export function visit({ id = 'visit', version = '1', title = 'Home visit' } = {}) {
  return `<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
<h:head><h:title>${title}</h:title>
<model>
<itext>
<translation lang="English" default="true()">
<text id="saw"><value>What did you see?</value></text><text id="hurt"><value>Was **somebody** hurt?</value></text><text id="what"><value>What happened?</value></text>
<text id="yes"><value>Yes</value></text><text id="no"><value>No</value></text><text id="children"><value>The children</value></text><text id="child"><value>Child</value></text>
<text id="name"><value>Name</value></text><text id="age"><value>Age</value></text><text id="day"><value>The day</value></text>
</translation>
<translation lang="Deutsch">
<text id="saw"><value>Was haben Sie gesehen?</value></text><text id="hurt"><value>Wurde jemand verletzt?</value></text><text id="what"><value>Was ist geschehen?</value></text>
<text id="yes"><value>Ja</value></text><text id="no"><value>Nein</value></text><text id="children"><value>Die Kinder</value></text><text id="child"><value>Kind</value></text>
<text id="name"><value>Name</value></text><text id="age"><value>Alter</value></text><text id="day"><value>Der Tag</value></text>
</translation>
</itext>
<instance><data id="${id}" version="${version}"><saw/><hurt/><what/><child jr:template=""><name/><age/></child><day>2026-11-23</day><count/></data></instance>
<bind nodeset="/data/saw" type="string" required="true()"/>
<bind nodeset="/data/hurt" type="string" required="true()"/>
<bind nodeset="/data/what" type="string" relevant=" /data/hurt = 1 "/>
<bind nodeset="/data/child/name" type="string"/>
<bind nodeset="/data/child/age" type="int" constraint=". &lt; 18"/>
<bind nodeset="/data/day" type="date"/>
<bind nodeset="/data/count" type="int" calculate="count(/data/child)"/>
</model></h:head>
<h:body>
<input ref="/data/saw"><label ref="jr:itext('saw')"/></input>
<select1 ref="/data/hurt"><label ref="jr:itext('hurt')"/><item><label ref="jr:itext('yes')"/><value>1</value></item><item><label ref="jr:itext('no')"/><value>0</value></item></select1>
<input ref="/data/what"><label ref="jr:itext('what')"/></input>
<group ref="/data/child"><label ref="jr:itext('child')"/><repeat nodeset="/data/child"><input ref="/data/child/name"><label ref="jr:itext('name')"/></input><input ref="/data/child/age"><label ref="jr:itext('age')"/></input></repeat></group>
<input ref="/data/day"><label ref="jr:itext('day')"/></input>
</h:body></h:html>`
}
export const VISIT = visit()

const text = s => String(s).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

visit.answer = ({ id = 'visit', saw, hurt, what, children = [], day = '2026-11-23' }, version = '3') =>
  `<data xmlns:jr="http://openrosa.org/javarosa" id="${id}" version="${version}"><saw>${text(saw)}</saw><hurt>${hurt}</hurt>` +
  (what ? `<what>${text(what)}</what>` : '') + children.map(([name, age]) => `<child><name>${text(name)}</name><age>${age}</age></child>`).join('') +
  `<day>${day}</day><count>${children.length}</count></data>`
