// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wifiText } from './wifi.ts'

/** Reads the text as a telephone does: fields end at a semicolon that no backslash precedes. */
function read(text: string): Readonly<Record<string, string>> {
	const fields: Record<string, string> = {}
	for (const [, name = '', value = ''] of text.slice('WIFI:'.length).matchAll(/([A-Z]):((?:\\.|[^\\;])*);/gsu)) {
		fields[name] = value.replace(/\\(.)/gsu, '$1')
	}
	return fields
}

describe('the QR code of a Wi-Fi network', () => {
	it('is the text that telephones read', () => {
		expect(wifiText({ name: 'Mairie', password: 's3cret', security: 'wpa' })).toBe('WIFI:T:WPA;S:Mairie;P:s3cret;;')
		expect(wifiText({ name: 'Salle', password: 'ignoré', security: 'open' })).toBe('WIFI:T:nopass;S:Salle;;')
		expect(wifiText({ name: 'a;b,c:d"e\\f', password: ';', security: 'wep' })).toBe('WIFI:T:WEP;S:a\\;b\\,c\\:d\\"e\\\\f;P:\\;;;')
	})

	it('gives back any name and any password', () => {
		const sign = fc.constantFrom('\\', ';', ',', ':', '"', 'a', 'é', ' ', 'P:', '👪')
		const text = fc.array(sign, { maxLength: 20 }).map((signs) => signs.join(''))
		fc.assert(fc.property(text, text, (name, password) => {
			expect(read(wifiText({ name, password, security: 'wpa' }))).toEqual({ T: 'WPA', S: name, P: password })
		}))
	})
})
