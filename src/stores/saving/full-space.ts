// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { onFullSpace } from '../../platform/nextcloud.ts'

/** Whose storage space is so full that Nextcloud opens no file: what is on screen comes from copies of this browser. */
export const useFullSpaceStore = defineStore('full-space', () => {
	/** Display name of the owner; null while files are read. */
	const owner = ref<string | null>(null)
	onFullSpace((name) => {
		owner.value = name
	})
	return { owner }
})
