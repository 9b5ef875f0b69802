// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** The middle value; the lower of the two middle ones for an even count. */
export function median(values: readonly number[]): number {
	return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN
}

/** Milliseconds as they are printed. */
export const milliseconds = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`
