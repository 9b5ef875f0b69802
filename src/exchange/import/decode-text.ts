// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { refused } from './refusal.ts'

/** Bytes looked at to choose an encoding. */
const SAMPLE = 64 * 1024

/** Letters that French writes with marks, once each. */
const FRENCH = new Set('éèêëàâäçîïôöûùüœÉÈÊÀÇ€’«»°')

/** Mac OS Roman and code page 850, from 128: what "CSV (Macintosh)" and "CSV (MS-DOS)" of Excel write. */
const MAC = 'ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00A0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uF8FFÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ'
const DOS = 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0'

function decodeWith(bytes: Uint8Array, high: string): string {
	const parts: string[] = []
	for (let start = 0; start < bytes.length; start += 8192) {
		parts.push(String.fromCharCode(...Array.from(bytes.subarray(start, start + 8192), (byte) => byte < 128 ? byte : high.charCodeAt(byte - 128))))
	}
	return parts.join('')
}

/** The one-shot form of Node 20 gives control characters for 0x80 to 0x9F; the streaming form is right everywhere. */
function windows1252(bytes: Uint8Array): string {
	const decoder = new TextDecoder('windows-1252')
	return decoder.decode(bytes, { stream: true }) + decoder.decode()
}

function frenchness(text: string): number {
	let score = 0
	for (const sign of text) {
		score += FRENCH.has(sign) ? 1 : sign > '\u007F' ? -1 : 0
	}
	return score
}

function oneByte(bytes: Uint8Array): string {
	const sample = bytes.subarray(0, SAMPLE)
	const scores = [frenchness(windows1252(sample)), frenchness(decodeWith(sample, MAC)), frenchness(decodeWith(sample, DOS))] as const
	if (scores[1] > scores[0] && scores[1] > scores[2]) {
		return decodeWith(bytes, MAC)
	}
	return scores[2] > scores[0] ? decodeWith(bytes, DOS) : windows1252(bytes)
}

/** UTF-16 without byte order mark: a NUL in every other byte of mostly western text. */
function utf16Without(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
	const length = Math.min(bytes.length, SAMPLE) & ~1
	const nuls = [0, 0]
	for (let index = 0; index < length; index += 1) {
		nuls[index & 1] = (nuls[index & 1] ?? 0) + (bytes[index] === 0 ? 1 : 0)
	}
	const [even = 0, odd = 0] = nuls
	const most = length * 0.3
	return length < 4 ? null : odd > most && even === 0 ? 'utf-16le' : even > most && odd === 0 ? 'utf-16be' : null
}

/**
 * The text of a file: UTF-8 (with or without byte order mark), UTF-16, else the most likely of Windows-1252,
 * Mac OS Roman and code page 850.
 *
 * @param bytes - the whole file
 * @throws TrousseauError `invalid` with refusal `binary` for what is no text
 */
export function decodeText(bytes: Uint8Array): string {
	const [first, second, third] = bytes
	if (first === 0xFF && second === 0xFE) {
		return new TextDecoder('utf-16le').decode(bytes)
	}
	if (first === 0xFE && second === 0xFF) {
		return new TextDecoder('utf-16be').decode(bytes)
	}
	if (first === 0xEF && second === 0xBB && third === 0xBF) {
		return new TextDecoder('utf-8').decode(bytes)
	}
	const utf16 = utf16Without(bytes)
	if (utf16 !== null) {
		return new TextDecoder(utf16).decode(bytes)
	}
	let controls = 0
	const sample = bytes.subarray(0, SAMPLE)
	for (const byte of sample) {
		controls += byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 ? 1 : 0
	}
	if (controls > 8 && controls > sample.length / 20) {
		throw refused('binary')
	}
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
	} catch {
		return oneByte(bytes)
	}
}

/** Control characters except tab and line feed, and what is no character at all. */
const CONTROLS = /[^\P{Cc}\t\n]|[\uFFFE\uFFFF]/gu

/**
 * The text without control characters, line ends as "\n".
 *
 * @param text - any text
 */
export function withoutControls(text: string): string {
	return text.replace(/\r\n?/g, '\n').replace(CONTROLS, '')
}
