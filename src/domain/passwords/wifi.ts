// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { WifiSecurity } from './kinds.ts'

/** A network to join. */
export interface WifiNetwork {
	/** Its name (SSID). */
	readonly name: string
	readonly password: string
	readonly security: WifiSecurity
}

const TYPES: Readonly<Record<WifiSecurity, string>> = { wpa: 'WPA', wep: 'WEP', open: 'nopass' }

/** Signs that mean something in the text are written after a backslash. */
const escaped = (text: string): string => text.replace(/[\\;,:"]/g, '\\$&')

/**
 * Text of the QR code by which a telephone joins a network: the `WIFI:` form described by ZXing ("Barcode Contents"), which
 * Android and iOS read.
 *
 * @param network - the network; its password is left out when it is open
 */
export function wifiText({ name, password, security }: WifiNetwork): string {
	const key = security === 'open' ? '' : `P:${escaped(password)};`
	return `WIFI:T:${TYPES[security]};S:${escaped(name)};${key};`
}
