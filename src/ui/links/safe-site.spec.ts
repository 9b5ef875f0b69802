// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeSite } from './safe-site.ts'

describe('safeSite', () => {
	it.each([
		['https://ants.gouv.fr/', 'https://ants.gouv.fr/'],
		[' cosoluce.fr ', 'https://cosoluce.fr/'],
		['http://mairie.example.org/connexion?x=1', 'http://mairie.example.org/connexion?x=1'],
		['portail.example.org:8443/login', 'https://portail.example.org:8443/login'],
		['http://intranet/', 'http://intranet/'],
		['https://serveur-mairie/helios', 'https://serveur-mairie/helios'],
		['serveur-mairie:8080', 'https://serveur-mairie:8080/'],
		['portail.example.org:8443?x=1', 'https://portail.example.org:8443/?x=1'],
		['HTTPS://ANTS.GOUV.FR/Connexion', 'https://ants.gouv.fr/Connexion'],
		['http://192.168.1.10:5000/', 'http://192.168.1.10:5000/'],
		['192.168.1.10', 'https://192.168.1.10/'],
		['http://[fe80::1]/', 'http://[fe80::1]/'],
		['[2001:db8::1]:8443/admin', 'https://[2001:db8::1]:8443/admin'],
	])('opens %s as %s', (typed, opened) => {
		expect(safeSite(typed)).toBe(opened)
	})

	it.each([
		'',
		'javascript:alert(1)',
		' JAVASCRIPT:alert(1)',
		'java\tscript:alert(1)',
		'data:text/html,<script>alert(1)</script>',
		'vbscript:x',
		'file:///etc/passwd',
		'https://banque.example.org@mechant.example.org/',
		'https://user:secret@example.org/',
		'localhost',
		'demander à la DGFiP',
		'//',
		'https://',
	])('never opens %j', (typed) => {
		expect(safeSite(typed)).toBeNull()
	})

	it('gives a web address or nothing, whatever is typed', () => {
		fc.assert(fc.property(fc.string(), (typed) => {
			const site = safeSite(typed)
			expect(site === null || /^https?:\/\//.test(site)).toBe(true)
		}), { numRuns: 2_000 })
	})
})
