<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

namespace OCP\App;

/** The part of OCP's interface that this app calls. */
interface IAppManager {
	public function getAppVersion(string $appId, bool $useCache = true): string;
}
