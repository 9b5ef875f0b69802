// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { refused } from './refusal.ts'

/** File types told apart by their first bytes; names and extensions are not trusted. */
export type Container = 'zip' | 'kdbx' | 'xml' | 'json' | 'text'

const ascii = (bytes: Uint8Array, from: number, length: number): string => String.fromCharCode(...bytes.subarray(from, from + length))

const startsWith = (bytes: Uint8Array, ...values: readonly number[]): boolean => values.every((value, index) => bytes[index] === value)

function isImage(bytes: Uint8Array): boolean {
	const kind = ascii(bytes, 4, 8)
	return startsWith(bytes, 0xFF, 0xD8, 0xFF) || startsWith(bytes, 0x89, 0x50, 0x4E, 0x47) || ['GIF8', 'II*\0', 'MM\0*'].includes(ascii(bytes, 0, 4))
		|| (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') || /^ftyp(?:heic|heix|mif1|avif|msf1)/.test(kind)
		|| (ascii(bytes, 0, 2) === 'BM' && bytes[6] === 0 && bytes[7] === 0 && bytes.length > 54)
}

function holds(bytes: Uint8Array, text: string): boolean {
	const wanted = Array.from(text).flatMap((sign) => [sign.charCodeAt(0), 0])
	const [first] = wanted
	for (let at = bytes.indexOf(first ?? 0); at !== -1; at = bytes.indexOf(first ?? 0, at + 1)) {
		if (wanted.every((value, index) => bytes[at + index] === value)) {
			return true
		}
	}
	return false
}

/** Markup that starts a web page. */
const HTML = /^\s*(?:<!doctype html|<html|<head|<body|<table|<meta|<div|<style|<!--[^>]*-->\s*<(?:html|table))/i

/**
 * The kind of a file from its bytes.
 *
 * @param bytes - the whole file
 * @throws TrousseauError `invalid` with the refusal of what is recognised and not read
 */
export function containerOf(bytes: Uint8Array): Container {
	if (bytes.every((byte) => byte === 0 || byte === 9 || byte === 10 || byte === 13 || byte === 32)) {
		throw refused('empty')
	}
	if (startsWith(bytes, 0xD0, 0xCF, 0x11, 0xE0)) {
		throw refused(holds(bytes, 'EncryptedPackage') ? 'protected' : 'old-office')
	}
	if (startsWith(bytes, 0x03, 0xD9, 0xA2, 0x9A)) {
		if (startsWith(bytes.subarray(4), 0x67, 0xFB, 0x4B, 0xB5)) {
			return 'kdbx'
		}
		throw refused('kdb')
	}
	if (startsWith(bytes, 0x50, 0x4B, 0x03, 0x04) || startsWith(bytes, 0x50, 0x4B, 0x05, 0x06)) {
		return 'zip'
	}
	if (isImage(bytes)) {
		throw refused('image')
	}
	if (ascii(bytes.subarray(0, 1024), 0, 1024).includes('%PDF-')) {
		throw refused('pdf')
	}
	if (startsWith(bytes, 0x1F, 0x8B) || startsWith(bytes, 0x37, 0x7A, 0xBC, 0xAF) || ascii(bytes, 0, 4) === 'Rar!' || ascii(bytes, 0, 3) === 'BZh' || startsWith(bytes, 0xFD, 0x37, 0x7A)) {
		throw refused('archive')
	}
	const head = ascii(bytes, 0, 2048).replaceAll('\0', '').replace(/^(?:ï»¿|ÿþ|þÿ)/, '')
	if (/^\s*\{\\rtf/.test(head)) {
		throw refused('rtf')
	}
	if (HTML.test(head) || (/^\s*<\?xml/.test(head) && /<html[\s>]/i.test(head)) || /^MIME-Version:/i.test(head)) {
		throw refused('html')
	}
	if (/^\s*<(?:\?xml|[a-z_][\w.:-]*[\s>])/i.test(head)) {
		return 'xml'
	}
	return /^\s*(?:\{\s*(?:"|\}|$)|\[\s*(?:\{|\]))/.test(head) ? 'json' : 'text'
}
