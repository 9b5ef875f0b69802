// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './ui/App.vue'
import './ui/style/index.css'

createApp(App).use(createPinia()).mount('#content')
