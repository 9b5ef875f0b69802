<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

namespace OCP\AppFramework\Services;

/** The part of OCP's interface that this app calls. */
interface IAppConfig {
	public function getAppValueInt(string $key, int $default = 0, bool $lazy = false): int;
}
