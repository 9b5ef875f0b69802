// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { logAnd } from './platform/log.ts'
import App from './ui/App.vue'
import '../css/index.css'

// What the first page completes itself with comes while the notebook is looked for; a line that is cut is told by whoever needs it.
const loadHome = () => import(/* webpackChunkName: "home" */ './stores/session/folder-watch.ts')
loadHome().catch(logAnd('home', undefined))
createApp(App).use(createPinia()).mount('#content')
