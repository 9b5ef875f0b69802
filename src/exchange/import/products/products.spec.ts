// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ImportReport } from '../report.ts'

import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { reportFile } from '../report.ts'
import { REFUSAL_WORDS } from '../words.ts'

const read = (text: string): Promise<ImportReport> => reportFile(new TextEncoder().encode(text))
const entry = (values: object): unknown => expect.objectContaining(values)
const CHORUS = { title: 'Chorus', login: 'compta', password: 'a;b,"c', url: 'https://chorus.example.fr', note: 'une note', folder: '' }
const FILED = { ...CHORUS, folder: 'Finances' }

describe('exports known by the names of their columns', () => {
	it.each([
		['Chrome', 'name,url,username,password,note', 'Chorus,https://chorus.example.fr,compta,"a;b,""c",une note', CHORUS],
		['Chrome, columns in another order', 'password,note,name,url,username', '"a;b,""c",une note,Chorus,https://chorus.example.fr,compta', CHORUS],
		['Firefox', '"url","username","password","httpRealm","formActionOrigin","guid","timeCreated","timeLastUsed","timePasswordChanged"', '"https://chorus.example.fr","compta","a;b,""c",,"https://chorus.example.fr","{1}","1","2","3"', { ...CHORUS, title: 'chorus.example.fr', note: '' }],
		['Safari', 'Title,URL,Username,Password,Notes,OTPAuth', 'Chorus,https://chorus.example.fr,compta,"a;b,""c",une note,', CHORUS],
		['Bitwarden', 'folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp', 'Finances,,login,Chorus,une note,,0,https://chorus.example.fr,compta,"a;b,""c",', FILED],
		['LastPass', 'url,username,password,totp,extra,name,grouping,fav', 'https://chorus.example.fr,compta,"a;b,""c",,une note,Chorus,Finances,0', FILED],
		['Dashlane', 'username,username2,username3,title,password,note,url,category,otpUrl', 'compta,,,Chorus,"a;b,""c",une note,https://chorus.example.fr,Finances,', FILED],
		['1Password', 'Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes', 'Chorus,https://chorus.example.fr,compta,"a;b,""c",,false,false,,une note', CHORUS],
		['KeePassX', '"Group","Title","Username","Password","URL","Notes"', '"Racine/Finances","Chorus","compta","a;b,""c","https://chorus.example.fr","une note"', FILED],
		['KeePass', '"Account","Login Name","Password","Web Site","Comments"', '"Chorus","compta","a;b,""c","https://chorus.example.fr","une note"', CHORUS],
		['Nextcloud Passwords', 'label,username,password,notes,url,customFields,folderLabel,tagLabels,favorite,edited,id,revision,folderId', 'Chorus,compta,"a;b,""c",une note,https://chorus.example.fr,,Finances,,,,1,2,3', FILED],
		['Passman, present order', 'label,description,created,changed,tags,email,icon,username,password,url,renew_interval,expire_time,delete_time,files,custom_fields,otp,compromised,hidden', 'Chorus,une note,1600000000,1600000000,[],,,compta,"a;b,""c",https://chorus.example.fr,0,0,0,[],[],{},false,false', CHORUS],
		['Passman, old order', 'label,username,password,email,description,tags,url,custom_fields,files', 'Chorus,compta,"a;b,""c",,une note,,https://chorus.example.fr,,', CHORUS],
		['Proton Pass', 'type,name,url,email,username,password,note,totp,createTime,modifyTime,vault', 'login,Chorus,https://chorus.example.fr,,compta,"a;b,""c",une note,,1,2,Finances', FILED],
		['NordPass', 'name,url,username,password,note,cardholdername,cardnumber,cvc,expirydate,zipcode,folder,full_name,phone_number,email,address1,address2,city,country,state', 'Chorus,https://chorus.example.fr,compta,"a;b,""c",une note,,,,,,Finances,,,,,,,,', FILED],
	])('%s', async (_name, header, row, wanted) => {
		expect(await read(`${header}\n${row}\n`)).toEqual({ entries: [wanted], notImported: [] })
	})
	it('lists cards and identities rather than dropping them', async () => {
		const report = await read('type,name,url,email,username,password,note,totp\ncreditCard,Carte achat,,,,,4111 1111,\nlogin,A,,,u,p4ss,,\n')
		expect(report).toEqual({ entries: [entry({ title: 'A', password: 'p4ss' })], notImported: [{ reason: expect.any(String), text: 'creditCard | Carte achat | 4111 1111' }] })
	})
})

describe('exports in JSON', () => {
	it('reads Bitwarden, its folders, fields, further addresses and bin', async () => {
		const report = await read(JSON.stringify({ encrypted: false, folders: [{ id: 'f', name: 'Finances' }], items: [
			{ type: 1, name: 'Chorus', folderId: 'f', notes: 'une note', fields: [{ name: 'PIN', value: '1234' }], login: { username: 'compta', password: 'x', uris: [{ uri: 'https://a.example' }, { uri: 'https://b.example' }] } },
			{ type: 1, name: 'Vieux', deletedDate: '2024-01-01', login: {} },
			{ type: 3, name: 'Carte', card: { number: '4111' } },
		] }))
		expect(report).toEqual({
			entries: [{ title: 'Chorus', login: 'compta', password: 'x', url: 'https://a.example', note: 'une note\nPIN : 1234\nAutre adresse : https://b.example', folder: 'Finances' }],
			notImported: [entry({ text: 'Vieux' }), entry({ text: 'Carte | 4111' })],
		})
	})
	it('reads Nextcloud Passwords with nested folders', async () => {
		const report = await read(JSON.stringify({ version: 3, encrypted: false, tags: [], folders: [{ id: 'a', label: 'Mairie', parent: '0' }, { id: 'b', label: 'Finances', parent: 'a' }], passwords: [
			{ label: 'Chorus', username: 'compta', password: 'x', url: '', notes: '', folder: 'b', customFields: '[{"label":"PIN","type":"secret","value":"1234"}]' },
		] }))
		expect(report).toEqual({ entries: [{ title: 'Chorus', login: 'compta', password: 'x', url: '', note: 'PIN : 1234', folder: 'Mairie/Finances' }], notImported: [] })
	})
	it('reads Passman', async () => {
		const report = await read(JSON.stringify([{ label: 'Chorus', description: 'une note', email: 'a@b.example', username: '', password: 'x', url: '', tags: [{ text: 'Finances' }], custom_fields: [{ label: 'PIN', value: '1', field_type: 'text' }], otp: { secret: 'JBSW' } }]))
		expect(report).toEqual({ entries: [{ title: 'Chorus', login: 'a@b.example', password: 'x', url: '', note: 'une note\nPIN : 1\nÉtiquettes : Finances\nCode à usage unique : JBSW', folder: '' }], notImported: [] })
	})
	it('reads a 1pux and lists its attachments', async () => {
		const data = { accounts: [{ vaults: [{ attrs: { name: 'Mairie' }, items: [{ categoryUuid: '001', overview: { title: 'Chorus', url: 'https://a.example', tags: ['Finances'] }, details: {
			notesPlain: 'une note',
			loginFields: [{ designation: 'username', value: 'compta' }, { designation: 'password', value: 'x' }],
			sections: [{ fields: [{ title: 'PIN', value: { concealed: '1234' } }] }],
		} }] }] }] }
		const zip = zipSync({ 'export.attributes': new Uint8Array(2), 'export.data': new TextEncoder().encode(JSON.stringify(data)), 'files/1__plan.pdf': new Uint8Array(3) })
		expect(await reportFile(zip)).toEqual({
			entries: [{ title: 'Chorus', login: 'compta', password: 'x', url: 'https://a.example', note: 'une note\nPIN : 1234\nÉtiquettes : Finances', folder: '' }],
			notImported: [entry({ text: '1__plan.pdf' })],
		})
	})
	it('reads Proton Pass', async () => {
		const data = { version: '1', vaults: { v: { name: 'Personnel', items: [{ state: 1, data: { type: 'login', metadata: { name: 'Chorus', note: 'une note' }, content: { itemEmail: 'a@b.example', itemUsername: '', password: 'x', urls: ['https://a.example'], totpUri: '' }, extraFields: [] } }] } } }
		expect(await reportFile(zipSync({ 'Proton Pass/data.json': new TextEncoder().encode(JSON.stringify(data)) })))
			.toEqual({ entries: [{ title: 'Chorus', login: 'a@b.example', password: 'x', url: 'https://a.example', note: 'une note', folder: '' }], notImported: [] })
	})
	it('says what to do with an encrypted export, and with a JSON of something else', async () => {
		expect(await read('{"encrypted":true,"data":"2.abc"}')).toEqual({ refused: REFUSAL_WORDS['encrypted-export'] })
		expect(await read('{"version":3,"encrypted":true,"passwords":"abcd"}')).toEqual({ refused: REFUSAL_WORDS['encrypted-export'] })
		expect(await read('{"a":1}')).toEqual({ refused: REFUSAL_WORDS.json })
		expect(await read('{"items": [')).toEqual({ refused: REFUSAL_WORDS.damaged })
	})
})
