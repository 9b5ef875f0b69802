// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { logAnd } from './platform/log.ts'
import App from './ui/App.vue'
import '../css/index.css'

// Loaded while the notebook is looked for. A failed load is logged here; the code that needs the chunk reports it to the person.
const loadHome = () => import(/* webpackChunkName: "home" */ './stores/session/folder-watch.ts')
loadHome().catch(logAnd('home', undefined))
createApp(App).use(createPinia()).mount('#content')
